import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The variables of the file `.env`, as the gateway reads it: its settings for the simulator stand there, too. */
export function readEnvFile(path: string): Record<string, string | undefined> {
  try {
    // It drops the mark that editors of Windows write in front.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return { ...parseEnv(text.replaceAll(/\r\n?/g, '\n')) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'other bytes';
    if (code === 'ENOENT') return {};
    throw new Error(`Expected to read the settings in ${path}, a text in UTF-8, got ${code}.`, {
      cause: error,
    });
  }
}

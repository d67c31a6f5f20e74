import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';

/** The variables of a file `.env`, whatever editor wrote it; none when the file is missing. */
export function readEnvFile(path: string): Record<string, string> {
  const bytes = readBytes(path);
  if (bytes === undefined) return {};
  const lines = decode(path, bytes).split(/\r\n|\n|\r/);
  // parseEnv gives its object a strange prototype and types every value as possibly missing.
  return { ...(parseEnv(lines.join('\n')) as Record<string, string>) };
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return undefined;
    throw new ConfigError(
      `Expected to read the settings in ${path}, got ${code}. Check that it is a file and that we may read it, or remove it.`,
    );
  }
}

/** Editors of Windows write a mark in front, or two bytes for each character. Read otherwise, a variable would be lost. */
function decode(path: string, bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    // It drops the mark.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError(`Expected ${path} to be a text in UTF-8, got other bytes. Save it as UTF-8.`);
  }
}

import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';

/** Some hundred variables with long secrets are a tenth of it; bytes. */
const mostBytes = 1_048_576;

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
    // A named pipe has no size: whoever hands out secrets by one writes few.
    if (statSync(path).size > mostBytes)
      throw new ConfigError(`Expected at most ${mostBytes} bytes of settings in ${path}, got more.`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
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
  const text = decodeAs(encoding, bytes);
  // Two bytes for each character without the mark look like a text with a NUL after each letter.
  if (text === undefined || text.includes('\0'))
    throw new ConfigError(`Expected ${path} to be a text in UTF-8, got other bytes. Save it as UTF-8.`);
  return text;
}

/** It drops the mark. */
function decodeAs(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

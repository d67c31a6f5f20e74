import { lstatSync, readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';
import { findEnvFaults } from './find-env-faults.ts';

/**
 * The variables of a file `.env`, whatever editor wrote it; none when the file is missing. What cannot be read as it was
 * meant is refused: a variable that is lost in silence starts something else. `warn` takes sentences for people.
 */
export function readEnvFile(path: string, warn: (sentence: string) => void = ignore): Record<string, string> {
  const bytes = readBytes(path);
  if (bytes === undefined) return {};
  const lines = decode(path, bytes).split(/\r\n|\n|\r/);
  const { refused, doubtful } = findEnvFaults(lines);
  const [first] = refused;
  if (first !== undefined)
    throw new ConfigError(`Expected NAME=value in ${path}, line ${first.line}, got ${first.got}.`);
  for (const { line, got } of doubtful) warn(`${path}, line ${line}: ${got}.`);
  // parseEnv gives its object a strange prototype and types every value as possibly missing.
  return { ...(parseEnv(lines.join('\n')) as Record<string, string>) };
}

function ignore(): void {}

function readBytes(path: string): Buffer | undefined {
  try {
    // A pipe would keep us waiting for whoever writes, with no end and deaf to signals.
    if (!statSync(path).isFile()) throw refuseFile(path, 'something else than a file');
    return readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' && !isLink(path)) return undefined;
    throw refuseFile(path, code === 'ENOENT' ? 'a link to nothing' : code);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function refuseFile(path: string, got: string): ConfigError {
  return new ConfigError(
    `Expected to read the settings in ${path}, got ${got}. Check that it is a file and that we may read it, or remove it.`,
  );
}

/** Editors of Windows write a mark in front, or two bytes for each character. Read otherwise, a variable would be lost. */
function decode(path: string, bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    // It drops the mark.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // Two bytes for each character without a mark in front are UTF-8 with a NUL behind every letter.
    if (!text.includes('\0')) return text;
  } catch {
    // Told below.
  }
  throw new ConfigError(`Expected ${path} to be a text in UTF-8, got other bytes. Save it as UTF-8.`);
}

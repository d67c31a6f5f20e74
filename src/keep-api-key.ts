import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config/config-error.ts';
import { trialKeyPrefix } from './config/read-config.ts';
import { errorCode, ifMissing } from './db/embedded/if-missing.ts';

export interface KeptKey {
  key: string;
  /** Made by this start. Later ones find it in the file. */
  isNew: boolean;
  file: string;
}

/**
 * The key of an installation that was given none: made once, kept beside the data, readable for its owner only. One that was
 * made while WhatsApp was simulated has been in a terminal, in links and in the storage of browsers: it is for trying alone.
 * A start with a real account takes another one, which then stands in its place.
 */
export async function keepApiKey(dataDirectory: string, isTrial: boolean): Promise<KeptKey> {
  const file = join(dataDirectory, 'api-key');
  await mkdir(dataDirectory, { recursive: true });
  if (isTrial) return keep(file, makeKey(trialKeyPrefix));
  // Earlier versions did not tell them apart: what clients of an account were given goes on.
  const earlier = await ifMissing(readKept(file));
  if (earlier?.startsWith(trialKeyPrefix) === false) return { key: earlier, isNew: false, file };
  return keep(join(dataDirectory, 'account-api-key'), makeKey('hg_'));
}

/** 256 random bits; the prefix lets scanners for leaked secrets find it. */
function makeKey(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** It appears whole: of several processes that start at once, one places its key, and all read the same. */
async function keep(file: string, made: string): Promise<KeptKey> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${made}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
    return { key: made, isNew: true, file };
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return { key: await readKept(file), isNew: false, file };
  } finally {
    await rm(draft);
  }
}

/** A key that somebody else has put there would be theirs to use, and so would one that others can read. */
async function readKept(file: string): Promise<string> {
  const found = await lstat(file);
  const self = process.geteuid?.();
  // Root starts what a user has made; a volume of a container may belong to root.
  const isOurs = self === undefined || self === 0 || found.uid === self || found.uid === 0;
  if (!isOurs || !found.isFile() || (found.mode & 0o007) !== 0)
    throw new ConfigError(
      `Expected ${file} to be a file of ours that nobody else can read, got another one. Remove it, and a new key is made, or set HELIOGRAPH_API_KEY.`,
    );
  const key = (await readFile(file, 'utf8')).trim();
  if (!/^[\x21-\x7e]{32,512}$/.test(key))
    throw new ConfigError(
      `Expected a key in ${file}, got ${key === '' ? 'nothing' : 'something else'}. Remove it, and a new key is made.`,
    );
  return key;
}

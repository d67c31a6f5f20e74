import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config/config-error.ts';

/** The key of an installation that was given none: made once, kept beside the data, readable for its owner only. */
export async function keepApiKey(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'api-key');
  await mkdir(dataDirectory, { recursive: true });
  // 256 random bits; the prefix lets scanners for leaked secrets find it.
  const made = `hg_${randomBytes(32).toString('base64url')}`;
  // It appears whole: of several processes that start at once, one makes it and all read the same.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${made}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
    return made;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return await readKept(file);
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

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The key of an installation that was given none: made once, kept beside the data, readable for its owner only. */
export async function keepApiKey(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'api-key');
  await mkdir(dataDirectory, { recursive: true });
  // 256 random bits; the prefix lets scanners for leaked secrets find it.
  const made = `hg_${randomBytes(32).toString('base64url')}`;
  try {
    // Of several processes that start at once, one writes and all read the same.
    await writeFile(file, `${made}\n`, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(file, 'utf8')).trim();
  }
}

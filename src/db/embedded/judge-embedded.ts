import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { refuseOtherVersion } from './create-cluster.ts';
import { findBinaries } from './find-binaries.ts';
import { ifMissing } from './if-missing.ts';
import { refuse } from './refuse.ts';

/** Whether a server could be started in this folder, as far as can be seen without making anything. */
export async function judgeEmbedded(directory: string): Promise<void> {
  await findBinaries();
  const { folder, isIt } = await nearestFolder(resolve(directory));
  await access(folder, constants.W_OK | constants.X_OK);
  const data = join(directory, 'data');
  if (isIt && (await ifMissing(stat(data))) !== undefined) await refuseOtherVersion(data);
}

/** The folder, or the one above it in which it would be made. */
async function nearestFolder(path: string): Promise<{ folder: string; isIt: boolean }> {
  const found = await ifMissing(stat(path));
  if (found?.isDirectory() === true) return { folder: path, isIt: true };
  if (found !== undefined)
    throw refuse({
      expected: `${path} to be a folder or to be missing`,
      got: 'something else',
      next: 'Set HELIOGRAPH_DATA_DIR to a folder of your own, or DATABASE_URL to a Postgres that runs elsewhere.',
    });
  return { folder: (await nearestFolder(dirname(path))).folder, isIt: false };
}

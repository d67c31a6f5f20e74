import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './find-account.ts';

/** Whether the account may walk into a folder, judged by the mode bits of it and of all above it. */
export async function mayEnter(folder: string, account: Account): Promise<boolean> {
  if (!maySearch(await stat(folder), account)) return false;
  const above = dirname(folder);
  return above === folder || (await mayEnter(above, account));
}

function maySearch(folder: Stats, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

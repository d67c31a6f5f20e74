import { createHash } from 'node:crypto';
import { chmod, lchown, lstat, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Home } from './choose-home.ts';
import { errorCode } from './if-missing.ts';
import { mayEnter } from './may-enter.ts';
import { refuse } from './refuse.ts';
import { serverPort } from './server-settings.ts';

/** The kernel takes socket paths up to 103 bytes (macOS) or 107 (Linux); ".s.PGSQL.5432.lock" comes on top of the folder. */
const maxFolderBytes = 100 - '/.s.PGSQL.5432.lock'.length;

/** For a server about to start: a folder that only its user can enter. Who of them is let in say the access rules. */
export async function chooseSocketFolder(home: Home): Promise<string> {
  const inHome = join(home.folder, 'socket');
  const folder = fits(inHome) ? inHome : await chooseShortFolder(home);
  await makePrivate(folder, home);
  await clearRemains(folder);
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(folder) <= maxFolderBytes;
}

async function chooseShortFolder(home: Home): Promise<string> {
  const hash = createHash('sha256').update(home.data).digest('hex').slice(0, 16);
  const above = tmpdir();
  const folder = join(above, `heliograph-${hash}`);
  const usable = fits(folder) && (home.account === undefined || (await mayEnter(above, home.account)));
  return usable ? folder : join('/tmp', `heliograph-${hash}`);
}

/** In a shared temp folder somebody else may have made this folder first, to listen in; it is then refused. */
async function makePrivate(folder: string, home: Home): Promise<void> {
  const [self, uid] = [process.geteuid?.(), home.account?.uid ?? process.geteuid?.()];
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || (found.uid !== uid && found.uid !== self)) {
    throw refuse({
      expected: `${folder} to be a folder of user ${uid ?? 'unknown'}, for the socket that only they may reach`,
      got: `something of user ${found.uid}`,
      next: 'Find out who made it and remove it, or set TMPDIR to a folder of your own.',
    });
  }
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
  if (home.account !== undefined) await lchown(folder, home.account.uid, home.account.gid);
}

/** Like postmaster.pid, a dead server's socket lock would block the start for as long as anything has its pid. */
async function clearRemains(folder: string): Promise<void> {
  const socket = join(folder, `.s.PGSQL.${serverPort}`);
  await Promise.all([rm(socket, { force: true }), rm(`${socket}.lock`, { force: true })]);
}

import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Home } from './choose-home.ts';
import { type PackagedBinaries, findBinaries } from './find-binaries.ts';
import type { Account } from './find-account.ts';
import { errorCode, ifMissing } from './if-missing.ts';
import { mayEnter } from './may-enter.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Uses the packaged binaries where they are when that works, and otherwise a copy, made once per version. */
export async function prepareBinaries(home: Home): Promise<Binaries> {
  const packaged = await findBinaries();
  const inPlace = (await mayRun(packaged.native, home.account)) && (await completeLinks(packaged.native));
  const native = inPlace ? packaged.native : await copyOnce(packaged, home);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

async function mayRun(native: string, account: Account | undefined): Promise<boolean> {
  const programs = [join(native, 'bin', 'initdb'), join(native, 'bin', 'postgres')];
  if (account === undefined) {
    const checks = await Promise.allSettled(programs.map((program) => access(program, constants.X_OK)));
    return checks.every(({ status }) => status === 'fulfilled');
  }
  for (const folder of ['bin', 'lib', 'share']) {
    if (!(await mayEnter(join(native, folder), account))) return false;
  }
  const modes = await Promise.all(programs.map(async (program) => (await stat(program)).mode));
  return modes.every((mode) => (mode & 0o005) === 0o005);
}

/** Makes the library links that the package's install script would have made; false: not allowed to. */
async function completeLinks(native: string): Promise<boolean> {
  try {
    for (const { link, to } of await listLinks(native)) {
      if ((await ifMissing(stat(link))) === undefined) await linkUnlessThere(to, link);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

async function listLinks(native: string): Promise<{ link: string; to: string }[]> {
  const list = await ifMissing(readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  // Part of the pinned package; its paths begin with "native/", and every link stays in its folder.
  const links = JSON.parse(list ?? '[]') as { source: string; target: string }[];
  return links.map(({ source, target }) => ({ link: join(native, '..', target), to: basename(source) }));
}

async function linkUnlessThere(to: string, link: string): Promise<void> {
  try {
    await symlink(to, link);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** The copy appears in one rename, so whoever sees it sees all of it, and processes may race. */
async function copyOnce({ native, label }: PackagedBinaries, home: Home): Promise<string> {
  const shelf = home.account === undefined ? join(home.folder, 'binaries') : '/var/cache/heliograph';
  const finished = join(shelf, label);
  const copy = join(finished, 'native');
  if ((await ifMissing(stat(copy))) !== undefined) return copy;
  await mkdir(shelf, { recursive: true });
  if (home.account !== undefined) await chmod(shelf, 0o755);
  const draft = `${finished}.${randomBytes(6).toString('hex')}`;
  await copyReadable(native, join(draft, 'native'));
  await completeLinks(join(draft, 'native'));
  try {
    await rename(draft, finished);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
  return copy;
}

/** Copies files and folders with modes that any user can read, whatever the original and the umask say. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(dirname(to), 0o755);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyReadable(join(from, entry.name), target);
    if (!entry.isFile()) continue;
    await copyFile(join(from, entry.name), target);
    await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
  }
}

import { randomBytes } from 'node:crypto';
import { chmod, link, lstat, mkdir, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Account, findAccount, findUnprivilegedAccount, runsAsRoot } from './find-account.ts';
import { errorCode, ifMissing } from './if-missing.ts';
import { mayEnter } from './may-enter.ts';
import { refuse } from './refuse.ts';

/** Where the server lives, and as whom it runs. */
export interface Home {
  readonly folder: string;
  readonly data: string;
  readonly users: string;
  readonly serverLog: string;
  /** Undefined: as ourselves. */
  readonly account: Account | undefined;
}

/**
 * An ordinary user's server lives in `directory`. Root's server runs as an unprivileged user, so it
 * lives there only when that user can enter; otherwise in /var/lib, and a pointer file says where.
 */
export async function chooseHome(directory: string): Promise<Home> {
  await mkdir(directory, { recursive: true });
  const real = await realpath(directory);
  const home = runsAsRoot() ? await chooseForRoot(real) : describeHome(real, undefined);
  await mkdir(home.users, { recursive: true });
  return home;
}

async function chooseForRoot(directory: string): Promise<Home> {
  const folder = (await readPointer(directory)) ?? directory;
  const owner = await ifMissing(lstat(join(folder, 'data')));
  if (owner !== undefined) return describeHome(folder, await accountOfData(folder, owner.uid, owner.gid));
  const account = await findUnprivilegedAccount();
  await openIfEmpty(directory);
  if (await mayEnter(folder, account)) return describeHome(folder, account);
  return describeHome(await settleElsewhere(directory), account);
}

/** An empty folder was made for us, perhaps under a strict umask or by mkdtemp: ours to let the server's user through. */
async function openIfEmpty(directory: string): Promise<void> {
  if ((await readdir(directory)).length > 0) return;
  const { mode } = await lstat(directory);
  await chmod(directory, (mode & 0o777) | 0o011);
}

function describeHome(folder: string, account: Account | undefined): Home {
  return {
    folder,
    data: join(folder, 'data'),
    users: join(folder, 'users'),
    serverLog: join(folder, 'server.log'),
    account,
  };
}

/** Existing data is served by its owner, so that a start with sudo neither fails nor takes the data away. */
async function accountOfData(folder: string, uid: number, gid: number): Promise<Account> {
  const data = join(folder, 'data');
  if (uid === 0) {
    throw refuse({
      expected: `the data folder ${data} to belong to an unprivileged user, because Postgres refuses to run as root`,
      got: 'a folder that belongs to root',
      next: `Give it to such a user, for example: chown -R postgres ${data}`,
    });
  }
  const account = await findAccount(uid, gid);
  if (await mayEnter(folder, account)) return account;
  throw refuse({
    expected: `user ${account.name}, who owns the database in ${data}, to be able to enter that folder`,
    got: 'a folder on the way there that only others may enter',
    next: 'Allow it to be entered again (chmod o+x), or start with another HELIOGRAPH_DATA_DIR for a new database.',
  });
}

const otherPlace = '/var/lib/heliograph';

/** Removing `directory` must give a new database, so the place is random and only the pointer knows it. */
async function settleElsewhere(directory: string): Promise<string> {
  const folder = join(otherPlace, `${basename(dirname(directory))}-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  // A strict umask of root would lock the server's user out of folders that we just made for it.
  await chmod(otherPlace, 0o755);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'belongs-to'), `${directory}\n`);
  if (await placePointer(directory, folder)) return folder;
  await rm(folder, { recursive: true });
  return (await readPointer(directory)) ?? directory;
}

const pointerName = 'lives-in';

/** False: another process starting at the same moment has placed its pointer first. */
async function placePointer(directory: string, folder: string): Promise<boolean> {
  const draft = join(directory, `${pointerName}.${basename(folder)}`);
  await writeFile(draft, `${folder}\n`);
  try {
    await link(draft, join(directory, pointerName));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function readPointer(directory: string): Promise<string | undefined> {
  const pointer = join(directory, pointerName);
  const folder = (await ifMissing(readFile(pointer, 'utf8')))?.trim();
  if (folder === undefined) return undefined;
  const there = dirname(folder) === otherPlace && (await ifMissing(lstat(folder)))?.isDirectory() === true;
  const original = there ? await findOriginal(directory, folder) : undefined;
  if (original !== undefined) throw refuseCopy(directory, original, folder);
  if (there) return folder;
  throw refuse({
    expected: `${pointer} to name the folder below ${otherPlace} where this database lives`,
    got: `"${folder}", which is not there`,
    next: `Bring that folder back, or remove ${pointer} to begin with an empty database.`,
  });
}

/** Where a copied pointer comes from. A folder that was moved leaves no pointer behind, and takes its database along. */
async function findOriginal(directory: string, folder: string): Promise<string | undefined> {
  const owner = (await ifMissing(readFile(join(folder, 'belongs-to'), 'utf8')))?.trim();
  if (owner === undefined || owner === directory) return undefined;
  const pointer = (await ifMissing(readFile(join(owner, pointerName), 'utf8')))?.trim();
  return pointer === folder ? owner : undefined;
}

function refuseCopy(directory: string, original: string, folder: string): Error {
  return refuse({
    expected: `${directory} to have a database of its own`,
    got: `a copy of ${original}, whose database is in ${folder} and was not copied along`,
    next: `Start with ${original}, or remove ${join(directory, pointerName)} to begin with an empty database.`,
  });
}

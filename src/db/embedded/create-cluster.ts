import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Home } from './choose-home.ts';
import { explainSpawnFailure } from './explain-spawn-failure.ts';
import { ifMissing } from './if-missing.ts';
import type { Binaries } from './prepare-binaries.ts';
import { refuse } from './refuse.ts';
import { serverEnvironment, superuser } from './server-settings.ts';

const majorVersion = '18';

/**
 * Creates the data folder when it is missing, and refuses one of another major version. The folder
 * appears in one rename after initdb is through, so a start that was killed leaves no half of one.
 */
export async function createCluster(
  binaries: Binaries,
  home: Home,
  stop: AbortSignal | undefined,
): Promise<boolean> {
  if ((await ifMissing(stat(home.data))) !== undefined) {
    await refuseOtherVersion(home.data);
    return false;
  }
  await sweepDrafts(home.folder);
  const draft = join(home.folder, `${draftPrefix}${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  if (home.account !== undefined) await chown(draft, home.account.uid, home.account.gid);
  await runInitdb(binaries, draft, home, stop);
  await rename(draft, home.data);
  return true;
}

export async function refuseOtherVersion(data: string): Promise<void> {
  const version = (await ifMissing(readFile(join(data, 'PG_VERSION'), 'utf8')))?.trim();
  if (version === majorVersion) return;
  throw refuse({
    expected: `${data} to hold a database of Postgres ${majorVersion}`,
    got: version === undefined ? 'a folder without PG_VERSION' : `one of Postgres ${version}`,
    next:
      `Start the Heliograph that wrote it and export from there, serve it with its own Postgres and set DATABASE_URL, ` +
      `or move the folder away to begin with an empty database.`,
  });
}

const draftPrefix = 'data.new-';

/** We hold the lock, so a draft that is still there belongs to a start that was killed. */
async function sweepDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(draftPrefix));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function runInitdb(
  binaries: Binaries,
  draft: string,
  home: Home,
  stop: AbortSignal | undefined,
): Promise<void> {
  const asUser = home.account === undefined ? {} : { uid: home.account.uid, gid: home.account.gid };
  const ending = stop === undefined ? {} : { signal: stop };
  const options = { cwd: '/', env: serverEnvironment, timeout: initdbLimitMs, ...asUser, ...ending };
  try {
    await promisify(execFile)(binaries.initdb, ['-D', draft, ...initdbOptions], options);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    stop?.throwIfAborted();
    throw explainSpawnFailure(error, binaries.initdb) ?? refuseInitdb(error);
  }
}

/** It takes 0.6 s on a plain disk; 120 s covers a cold network disk. */
const initdbLimitMs = 120_000;

const initdbOptions = [
  `--username=${superuser}`,
  // Until the access rules are written, before its first start; nothing listens anywhere else.
  '--auth-local=trust',
  '--auth-host=reject',
  '--encoding=UTF8',
  // The same order everywhere and no libc behind it; lower() still knows letters beyond ASCII.
  '--no-locale',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

function refuseInitdb(error: unknown): Error {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return refuse({
    expected: 'initdb to create a new database',
    got: said === '' ? String(error) : `this from it:\n${said}`,
    next: 'Mend what it names (often a full disk) and start again, or set DATABASE_URL to a Postgres that runs elsewhere.',
    cause: error,
  });
}

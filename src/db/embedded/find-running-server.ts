import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { lstat, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { connectionStringOf } from './connection-string.ts';
import { errorCode, ifMissing } from './if-missing.ts';
import { lookAgain } from './look-again.ts';
import { type Postmaster, postmasterFile, readPostmaster, servesFolder } from './read-postmaster.ts';
import { refuse } from './refuse.ts';

/** The folder's server when one runs, waiting out one that is just starting, recovering or stopping. */
export async function findRunningServer(data: string): Promise<Postmaster | undefined> {
  const found = await lookAgain(patience, () => look(data));
  if (found === undefined) throw await refuseUndecided(data);
  return found === 'none' ? undefined : found;
}

/** Somebody else's child sends us no event. 60 s: recovery replays at most 1 GB of WAL, and a stop flushes 128 MB. */
const patience = { everyMs: 20, limitMs: 60_000 };

async function look(data: string): Promise<Postmaster | 'none' | undefined> {
  const postmaster = await readPostmaster(data);
  if (postmaster === undefined) return 'none';
  const isPrivate = await isOursAlone(postmaster.socketFolder, data);
  if (!(await servesFolder(postmaster.pid, data))) {
    const sees = isPrivate ? await seesFolder(postmaster, data) : false;
    if (sees === undefined) return undefined;
    if (!sees) {
      await clearInheritedPid(postmaster.pid, data);
      return 'none';
    }
  }
  if (postmaster.status !== 'ready') return undefined;
  if (!isPrivate) throw refuseSocketFolder(postmaster);
  return postmaster;
}

/**
 * The file in the data folder may outlive the socket's folder. Where that one stood in a shared temporary folder, somebody
 * else may have made it anew, with a server of their own in it.
 */
async function isOursAlone(socketFolder: string, data: string): Promise<boolean> {
  const [found, owner] = await Promise.all([ifMissing(lstat(socketFolder)), ifMissing(stat(data))]);
  if (found === undefined || !found.isDirectory() || (found.mode & 0o077) !== 0) return false;
  return found.uid === owner?.uid || found.uid === process.geteuid?.();
}

function refuseSocketFolder({ pid, socketFolder }: Postmaster): Error {
  return refuse({
    expected: `the socket of its running server in ${socketFolder}, a folder that only its user can enter`,
    got: 'none such: it was removed, or somebody else made it',
    next: `End server process ${pid} (kill -INT ${pid}; nothing that was committed is lost) and start again.`,
  });
}

/**
 * A server in another container that shares this folder has a pid we cannot see, but its socket answers. So does the server
 * of a folder that this one is a copy of: only the server of this folder sees a file that we have just put there. Undefined:
 * it cannot say so now.
 */
async function seesFolder(postmaster: Postmaster, data: string): Promise<boolean | undefined> {
  if (!(await answers(postmaster))) return false;
  const name = `heliograph.${randomBytes(8).toString('hex')}`;
  await writeFile(join(data, name), '');
  try {
    return await ask(postmaster, name);
  } finally {
    await ifMissing(rm(join(data, name)));
  }
}

async function answers(postmaster: Postmaster): Promise<boolean> {
  const socket = connect(join(postmaster.socketFolder, `.s.PGSQL.${postmaster.port}`));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function ask(postmaster: Postmaster, name: string): Promise<boolean | undefined> {
  const connectionString = connectionStringOf(postmaster, 'postgres');
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: askLimitMs,
    query_timeout: askLimitMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ sees: boolean }>(
      'SELECT (pg_stat_file($1, true)).modification IS NOT NULL AS sees',
      [name],
    );
    return rows[0]?.sees;
  } catch {
    return undefined; // it starts, or stops
  } finally {
    await client.end();
  }
}

/** Over a unix socket it takes milliseconds; ms. */
const askLimitMs = 5_000;

/**
 * Postgres clears away the file of a dead server by itself, but not while *any* process has that pid: after
 * a restart of a container, or for an unreaped zombie, that would be for ever. Should a server be alive all the
 * same, Postgres still knows it by its memory segment and refuses to start a second one.
 */
async function clearInheritedPid(pid: number, data: string): Promise<void> {
  if (!isFree(pid)) await ifMissing(rm(postmasterFile(data)));
}

function isFree(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

async function refuseUndecided(data: string): Promise<Error> {
  const postmaster = await readPostmaster(data);
  return refuse({
    expected: `the running server of ${data} to be ready or gone within ${patience.limitMs / 1000} s`,
    got: `"${postmaster?.status ?? 'gone'}" from process ${postmaster?.pid ?? 0}`,
    next: 'Start again to go on waiting: a recovery keeps its progress.',
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, type FileHandle, open, readFile } from 'node:fs/promises';
import type { Home } from './choose-home.ts';
import { ensureDatabase } from './ensure-database.ts';
import { explainSpawnFailure } from './explain-spawn-failure.ts';
import { lookAgain } from './look-again.ts';
import type { Binaries } from './prepare-binaries.ts';
import { type Postmaster, readPostmaster } from './read-postmaster.ts';
import { refuse } from './refuse.ts';
import { serverEnvironment, serverSettings } from './server-settings.ts';

/** Starts the server, waits until it takes connections, and sees to it that our database is there. */
export async function launchServer(
  binaries: Binaries,
  home: Home,
  socketFolder: string,
  stop: AbortSignal | undefined,
): Promise<Postmaster> {
  const launched = await lookAgain(orphansLeaving, () => tryToLaunch(binaries, home, socketFolder, stop));
  if (launched === undefined) throw refuseExit(await readLastLines(home));
  await ensureDatabase(launched);
  return launched;
}

/** Backends of a killed server see its death at their next wait, within milliseconds; 10 s allow for a long computation. */
const orphansLeaving = { everyMs: 100, limitMs: 10_000 };

/** Undefined: orphans of a killed server still hold its memory, and another try may succeed. */
async function tryToLaunch(
  binaries: Binaries,
  home: Home,
  socketFolder: string,
  stop: AbortSignal | undefined,
): Promise<Postmaster | undefined> {
  stop?.throwIfAborted();
  await using serverLog = await openServerLog(home);
  const child = await spawnServer(binaries, home, socketFolder, serverLog);
  const outcome = await lookAgain(starting, () => lookAtStart(child, home, stop));
  if (outcome === 'unwanted') {
    await end(child, stop);
    return undefined;
  }
  if (outcome === undefined) throw refuseSlowStart(await readLastLines(home));
  if (outcome !== 'exited') return outcome;
  const lastLines = await readLastLines(home);
  if (lastLines.includes('pre-existing shared memory block')) return undefined;
  throw refuseExit(lastLines);
}

/** A start takes 0.05 s; 60 s because recovery after a crash replays up to 1 GB of WAL first. */
const starting = { everyMs: 10, limitMs: 60_000 };

async function lookAtStart(
  child: ChildProcess,
  home: Home,
  stop: AbortSignal | undefined,
): Promise<Postmaster | 'exited' | 'unwanted' | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return 'exited';
  if (stop?.aborted) return 'unwanted';
  const postmaster = await readPostmaster(home.data);
  return postmaster?.pid === child.pid && postmaster?.status === 'ready' ? postmaster : undefined;
}

/** It would outlive us, and nobody else knows of it yet. What it recovered so far is recovered again by the next one. */
async function end(child: ChildProcess, stop: AbortSignal | undefined): Promise<void> {
  const ended = once(child, 'exit');
  if (child.kill('SIGINT')) await ended;
  stop?.throwIfAborted();
}

/** In a session of its own, where a Ctrl-C in our terminal does not reach it, and free to outlive us. */
async function spawnServer(
  binaries: Binaries,
  home: Home,
  socketFolder: string,
  serverLog: FileHandle,
): Promise<ChildProcess> {
  const settings = Object.entries(serverSettings(socketFolder));
  const words = ['-D', home.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = spawn(binaries.postgres, words, {
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['ignore', serverLog.fd, serverLog.fd],
    ...(home.account === undefined ? {} : { uid: home.account.uid, gid: home.account.gid }),
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw explainSpawnFailure(error, binaries.postgres) ?? error;
  }
  child.unref();
  return child;
}

/** Emptied at every start, which keeps it small; a link somebody put in its place is not followed. */
async function openServerLog(home: Home): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  const flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW;
  const serverLog = await open(home.serverLog, flags, 0o600);
  if (home.account !== undefined) await serverLog.chown(home.account.uid, home.account.gid);
  return serverLog;
}

const quotedLines = 12;

async function readLastLines(home: Home): Promise<string> {
  const lines = (await readFile(home.serverLog, 'utf8')).trimEnd().split('\n');
  return lines.slice(-quotedLines).join('\n');
}

function refuseExit(lastLines: string): Error {
  return refuse({
    expected: 'its server to start',
    got: `an exit with these last lines in its log:\n${lastLines}`,
    next: 'Mend what they name (often a full disk) and start again, or set DATABASE_URL to a Postgres that runs elsewhere.',
  });
}

function refuseSlowStart(lastLines: string): Error {
  return refuse({
    expected: `its server to be ready within ${starting.limitMs / 1000} s`,
    got: `one still busy, with these last lines in its log:\n${lastLines}`,
    next: 'Start again to go on waiting: the server keeps running, and a recovery keeps its progress.',
  });
}

import type { Log } from '../../log/log.ts';
import { type Home, chooseHome } from './choose-home.ts';
import { chooseSocketFolder } from './choose-socket-folder.ts';
import { connectionStringOf } from './connection-string.ts';
import { joinUsers, leaveUsers } from './count-users.ts';
import { createCluster } from './create-cluster.ts';
import { databaseName, visit } from './ensure-database.ts';
import { holdLock } from './hold-lock.ts';
import { joinServer } from './join-server.ts';
import { launchServer } from './launch-server.ts';
import { prepareBinaries } from './prepare-binaries.ts';
import { explainFailure } from './refuse.ts';
import { stopServer } from './stop-server.ts';
import { writeAccessRules } from './write-access-rules.ts';

/**
 * A Postgres 18 of our own in a folder. It outlives a killed owner, and local processes share it:
 * disposing leaves the server, and the last user to leave stops it.
 */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** For pg: over a unix socket, as superuser, database `heliograph`. `URL` can swap the database. */
  readonly connectionString: string;
  /** The server was already running: shared with another process, or left behind by a killed one. */
  readonly joined: boolean;
}

/** Starts the server of a folder, or joins it when it runs; on a new folder it creates the data first. */
export async function startEmbeddedPostgres(options: {
  directory: string;
  log: Log;
  /** Ends a start that goes on: the server that it was starting ends too, and its reason is thrown. */
  stop?: AbortSignal | undefined;
}): Promise<EmbeddedPostgres> {
  try {
    return await startOrJoin(options);
  } catch (error) {
    throw explainFailure(error, options.directory);
  }
}

async function startOrJoin({
  directory,
  log,
  stop,
}: Parameters<typeof startEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> {
  const began = performance.now();
  const home = await chooseHome(directory);
  const binaries = await prepareBinaries(home);

  await using held = new AsyncDisposableStack();
  held.use(await holdLock(home.folder));
  const created = await createCluster(binaries, home, stop);
  const isNewRule = await writeAccessRules(home);
  const running = await joinServer(home.data);
  if (running !== undefined && isNewRule) await visit(connectionStringOf(running, databaseName), reloadRules);
  const server = running ?? (await launchServer(binaries, home, await chooseSocketFolder(home), stop));
  const ticket = await joinUsers(home.users);

  const joined = running !== undefined;
  const tookMs = Math.round(performance.now() - began);
  log.info({
    event: 'embedded_postgres.started',
    joined,
    created,
    data: home.data,
    serverPid: server.pid,
    tookMs,
  });
  const connectionString = connectionStringOf(server, databaseName);
  return { connectionString, joined, [Symbol.asyncDispose]: once(() => leave(home, ticket, log)) };
}

/** By a statement, because the server may run in another container, where no signal reaches it. */
const reloadRules = 'SELECT pg_reload_conf()';

/** The lock spans count and stop: nobody can join in between. */
async function leave(home: Home, ticket: string, log: Log): Promise<void> {
  await using held = new AsyncDisposableStack();
  held.use(await holdLock(home.folder));
  const remaining = await leaveUsers(home.users, ticket);
  if (remaining === 0) await stopServer(home.data);
  log.info({ event: 'embedded_postgres.left', remaining, data: home.data });
}

function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= act());
}

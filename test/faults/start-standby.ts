import { execFile } from 'node:child_process';
import { appendFile, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { chooseHome } from '../../src/db/embedded/choose-home.ts';
import { superuser } from '../../src/db/embedded/server-settings.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { createLog } from '../../src/log/log.ts';
import { openProxy, type Proxy } from './proxy.ts';

/** A copy of a Postgres that follows it, until it is promoted. */
export interface Standby extends AsyncDisposable {
  directory: string;
  /** Over its own socket. Until it is promoted, it refuses writes. */
  connectionString: string;
  /** What the primary says to it passes here: deaf, it falls behind for good; stalled, only until it is healed. */
  line: Proxy;
  /** The number above all transactions that it has heard of. */
  readNextNumber(): Promise<number>;
  /** Answers once it takes writes. Nobody stands by for it, so its commits wait for nobody. */
  promote(): Promise<void>;
}

/** The data of a stopped Postgres, copied to where a standby of it can start. The line is for the caller to close. */
interface StandbyCopy {
  directory: string;
  line: Proxy;
}

/**
 * The primary must be stopped while it is copied, and must be started before the standby. `primarySocket` is asked for every
 * connection of the standby.
 */
export async function copyForStandby(
  primaryDirectory: string,
  primarySocket: () => string,
): Promise<StandbyCopy> {
  const line = await openProxy('standby→primary', () => ({ path: primarySocket() }));
  const { directory, data } = await copyStopped(primaryDirectory);
  const primary = `host=127.0.0.1 port=${line.port} user=${superuser} sslmode=disable`;
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${primary}'\n`);
  return { directory, line };
}

/** A standby that follows nobody: it knows what the primary knew when it was copied, only reads, and is never promoted. */
export interface StaleStandby extends AsyncDisposable {
  connectionString: string;
}

/** The primary must be stopped while it is copied. */
export async function startStaleStandby(primaryDirectory: string): Promise<StaleStandby> {
  await using starting = new AsyncDisposableStack();
  const { directory } = await copyStopped(primaryDirectory);
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const server = starting.use(await startEmbeddedPostgres({ directory, log: createLog('silent') }));
  const running = starting.move();
  return {
    connectionString: server.connectionString,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** There is no pg_basebackup among the binaries. */
async function copyStopped(primaryDirectory: string): Promise<{ directory: string; data: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-standby-'));
  const [from, to] = [await chooseHome(primaryDirectory), await chooseHome(directory)];
  // Keeps the owner and the modes, which Postgres insists on.
  await promisify(execFile)('cp', ['-a', from.data, to.data]);
  const signal = join(to.data, 'standby.signal');
  await writeFile(signal, '');
  // It is taken away by the promotion.
  if (to.account) await chown(signal, to.account.uid, to.account.gid);
  return { directory, data: to.data };
}

export async function startStandby({ directory, line }: StandbyCopy): Promise<Standby> {
  await using starting = new AsyncDisposableStack();
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  // A hot standby takes connections, so it starts like any other.
  const server = starting.use(await startEmbeddedPostgres({ directory, log: createLog('silent') }));
  const running = starting.move();
  return {
    directory,
    connectionString: server.connectionString,
    line,
    async readNextNumber() {
      const [row] = await visit<{ next: number }>(
        server.connectionString,
        'SELECT pg_snapshot_xmax(pg_current_snapshot())::text::float8 AS next',
      );
      return row?.next ?? 0;
    },
    promote: () => promote(server.connectionString),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function promote(connectionString: string): Promise<void> {
  const [row] = await visit<{ promoted: boolean }>(
    connectionString,
    'SELECT pg_promote(true, $1) AS promoted',
    [promoteSeconds],
  );
  if (row?.promoted !== true)
    throw new Error(`Expected the standby to be promoted within ${promoteSeconds} s, and it was not.`);
}

/** It takes 0.1 s; a busy machine may be out of breath. */
const promoteSeconds = 30;

async function visit<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString, query_timeout: 2 * promoteSeconds * 1_000 });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { failOver, type Failover } from './fail-over.ts';
import { awaitStreaming, type Replication } from './await-streaming.ts';
import { killPostgres } from './kill-postgres.ts';
import {
  copyForStandby,
  startStaleStandby,
  startStandby,
  type StaleStandby,
  type Standby,
} from './start-standby.ts';

/** A Postgres of a run's own, which can be killed, started again, replaced by its standby and, where a disk may be mounted, filled up. */
export interface FaultPostgres extends AsyncDisposable {
  /** Over its socket, past all proxies. */
  connectionString: string;
  /** Where the next connection goes: to the server that is the primary now, unless it is led to the other one. */
  nextSocket(): string;
  /**
   * Leads new connections to a standby that has heard of nothing since the run began, or to the primary again. Connections
   * that are open stay where they are. Returns how many were led to the standby so far.
   */
  leadTo(server: 'PRIMARY' | 'STALE_STANDBY'): number;
  /** There is a standby that connections can be led to. */
  hasStaleStandby: boolean;
  /** Asks the server that is the primary now. */
  query: Query;
  /** As a crash would: every backend is gone at once, and the next start recovers from the log. */
  restart(): Promise<void>;
  /** Undefined: nobody asked for one. */
  standby: Standby | undefined;
  /** The primary dies at once, the standby is promoted, and then everything goes to it. */
  failOver(): Promise<Failover>;
  /** Undefined: it can be filled. Otherwise why not. */
  diskFixed: string | undefined;
  /** No byte more fits on its disk, for this long. Answers whether Postgres was refused one. */
  fillDisk(ms: number): Promise<boolean>;
}

export type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

export async function startFaultPostgres(
  options: { replication?: Replication | undefined; staleStandby?: boolean | undefined } = {},
): Promise<FaultPostgres> {
  await using starting = new AsyncDisposableStack();
  const log = createLog('silent');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-faults-'));
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const isMounted = mount(['-t', 'tmpfs', '-o', `size=${wholeDisk},mode=755`, 'none', directory]);
  if (isMounted) {
    starting.defer(() => {
      spawnSync('umount', ['-l', directory]);
    });
  }
  const server = await startEmbeddedPostgres({ directory, log });
  starting.use(server);
  const { connectionString } = server;
  await migrate({ connectionString, log });
  let current = { directory, connectionString };
  const socketOfPrimary = socketPathOf(connectionString);
  let standby: Standby | undefined;
  let stale: StaleStandby | undefined;
  if (options.staleStandby === true) {
    await server[Symbol.asyncDispose]();
    stale = starting.use(await startStaleStandby(directory));
    starting.use(await startEmbeddedPostgres({ directory, log }));
  }
  if (options.replication !== undefined) {
    await server[Symbol.asyncDispose]();
    const copy = await copyForStandby(directory, () => socketOfPrimary);
    starting.use(await startEmbeddedPostgres({ directory, log }));
    // Closed before the primary is stopped, which would wait for whoever still listens to it.
    starting.use(copy.line);
    standby = starting.use(await startStandby(copy));
  }
  let pool = openPool(connectionString);
  starting.defer(() => pool.end());
  const query: Query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows;
  if (options.replication !== undefined) await awaitStreaming(query, options.replication);

  let astray: StaleStandby | undefined;
  let landed = 0;
  const running = starting.move();
  const again = async (): Promise<void> => {
    running.use(await startEmbeddedPostgres({ directory: current.directory, log }));
  };
  return {
    connectionString,
    nextSocket() {
      if (astray) landed += 1;
      return socketPathOf((astray ?? current).connectionString);
    },
    leadTo(server) {
      astray = server === 'STALE_STANDBY' ? stale : undefined;
      return landed;
    },
    hasStaleStandby: stale !== undefined,
    query,
    async restart() {
      await killPostgres(current.directory);
      await again();
    },
    standby,
    async failOver() {
      if (!standby) throw new Error('Expected a standby to fail over to, got none.');
      const done = await failOver({ query, directory }, standby);
      current = standby;
      const dead = pool;
      pool = openPool(current.connectionString);
      await dead.end();
      return { ...done, movedAtMs: Date.now() };
    },
    diskFixed: isMounted ? undefined : 'this machine does not let us mount a small disk',
    async fillDisk(ms) {
      const { blocks, bavail, bsize } = await statfs(directory);
      // A limit just above what is used: full without a byte of ballast.
      const used = (blocks - bavail) * bsize;
      if (!remount(directory, `${used + slackBytes}`)) return false;
      const refused = await probeUntil(pool, performance.now() + ms);
      remount(directory, wholeDisk);
      await again();
      return refused;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    application_name: 'faults',
    query_timeout: 60_000,
  });
  pool.on('error', () => undefined);
  return pool;
}

function socketPathOf(connectionString: string): string {
  const { hostname, port } = new URL(connectionString);
  return join(decodeURIComponent(hostname), `.s.PGSQL.${port}`);
}

/** Far above what a run writes; a tmpfs takes memory only for what is in it. */
const wholeDisk = '6G';
/** What is written between the look and the mount must fit; bytes. */
const slackBytes = 256 * 1024;

function remount(directory: string, size: string): boolean {
  return mount(['-o', `remount,size=${size}`, directory]);
}

function mount(words: string[]): boolean {
  return spawnSync('mount', words).status === 0;
}

/** Writes until it is refused: by "disk full", or by a server that gave up over it. */
async function probeUntil(pool: pg.Pool, deadline: number): Promise<boolean> {
  let refused = false;
  while (performance.now() < deadline) {
    try {
      await pool.query(
        `CREATE TABLE IF NOT EXISTS ballast AS SELECT repeat('x', 1000) FROM generate_series(1, 2000)`,
      );
      await pool.query('DROP TABLE ballast');
    } catch {
      refused = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await pool.query('DROP TABLE IF EXISTS ballast').catch(() => undefined);
  return refused;
}

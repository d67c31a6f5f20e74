import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';

/** A Postgres of a run's own, which can be killed, started again and, where a disk may be mounted, filled up. */
export interface FaultPostgres extends AsyncDisposable {
  /** Over its socket, past all proxies. */
  connectionString: string;
  socketPath: string;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** As a crash would: every backend is gone at once, and the next start recovers from the log. */
  restart(): Promise<void>;
  /** Undefined: it can be filled. Otherwise why not. */
  diskFixed: string | undefined;
  /** No byte more fits on its disk, for this long. Answers whether Postgres was refused one. */
  fillDisk(ms: number): Promise<boolean>;
}

export async function startFaultPostgres(): Promise<FaultPostgres> {
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
  const start = async (): Promise<string> =>
    starting.use(await startEmbeddedPostgres({ directory, log })).connectionString;
  const connectionString = await start();
  await migrate({ connectionString, log });
  const pool = new pg.Pool({ connectionString, max: 4, application_name: 'faults', query_timeout: 60_000 });
  pool.on('error', () => undefined);
  starting.defer(() => pool.end());

  const target = new URL(connectionString);
  const running = starting.move();
  const again = async (): Promise<void> => {
    running.use(await startEmbeddedPostgres({ directory, log }));
  };
  return {
    connectionString,
    socketPath: join(decodeURIComponent(target.hostname), `.s.PGSQL.${target.port}`),
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    async restart() {
      const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await again();
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

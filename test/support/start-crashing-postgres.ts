import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { failpointHook, type Failpoint } from '../../src/log/failpoint.ts';
import { createLog } from '../../src/log/log.ts';
import { openPostgresProxy } from './postgres-proxy.ts';

/** A migrated Postgres of a test's own that crashes at the worst moment. */
export interface CrashingPostgres extends AsyncDisposable {
  /** For the code that is tested: the line is down until everything has happened that a crash may bring. */
  url: string;
  /** Past the line. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /**
   * Call it from within a transaction: the server is dead when this answers, and the transaction with it. Then it recovers,
   * others commit under the numbers that were lost, and only then the line is up again; `back` answers when it is.
   */
  crashNow(): { back: Promise<void> };
  /** The same, once, when a transaction of this process comes by there. */
  crashAt(failpoint: Failpoint): Promise<void>;
}

export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  await using starting = new AsyncDisposableStack();
  const log = createLog('silent');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-crash-'));
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const { connectionString } = starting.use(await startEmbeddedPostgres({ directory, log }));
  await migrate({ connectionString, log });
  const proxy = starting.use(await openPostgresProxy(connectionString));
  const running = starting.move();

  async function query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async function comeBack(): Promise<void> {
    await proxy.goAway();
    running.use(await startEmbeddedPostgres({ directory, log }));
    const client = new pg.Client({ connectionString });
    await client.connect();
    // Each of them commits under a number of its own.
    for (let number = 0; number < overtaking; number += 1) await client.query('SELECT pg_current_xact_id()');
    await client.end();
    await proxy.comeBack();
  }

  function crashNow(): { back: Promise<void> } {
    const [line] = readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(line), 'SIGQUIT');
    // At once, so that nothing which this process has to say reaches a server that is still dying.
    while (lives(Number(line))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookMs);
    return { back: comeBack() };
  }

  return {
    url: proxy.url,
    query,
    crashNow,
    crashAt: (failpoint) =>
      new Promise((resolve, reject) => {
        Reflect.set(globalThis, failpointHook, (name: Failpoint) => {
          if (name !== failpoint) return;
          Reflect.deleteProperty(globalThis, failpointHook);
          crashNow().back.then(resolve, reject);
        });
      }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** More than are given out between the last write to the disk and the crash. */
const overtaking = 100;
/** Between two looks whether it is dead; ms. */
const lookMs = 5;

/** A child that has ended and was not asked for yet still has its number. */
function lives(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';

/** A migrated Postgres of a test's own, whose server may be killed and started again. */
export interface CrashingPostgres extends AsyncDisposable {
  connectionString: string;
  /** As a crash would: every session is gone at once, and what had not reached the disk is lost. */
  crash(): Promise<void>;
  /** Recovers from the log and takes connections again. */
  start(): Promise<void>;
}

export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  await using starting = new AsyncDisposableStack();
  const log = createLog('silent');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-crash-'));
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const { connectionString } = starting.use(await startEmbeddedPostgres({ directory, log }));
  await migrate({ connectionString, log });
  const running = starting.move();
  return {
    connectionString,
    async crash() {
      const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
    },
    async start() {
      running.use(await startEmbeddedPostgres({ directory, log }));
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

import { Client } from 'pg';
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../../src/db/embedded/start-embedded-postgres.ts';
import { createLog } from '../../../src/log/log.ts';

/**
 * An owner of embedded Postgres servers, one per folder, started all at once in a process of its own. It tells
 * what happens as lines of JSON; the line `leave` on stdin and SIGINT end it, the latter after one more piece
 * of work in the database.
 */
async function main(directories: string[]): Promise<void> {
  const interrupted = Promise.withResolvers<'interrupted'>();
  process.once('SIGINT', () => {
    interrupted.resolve('interrupted');
  });
  await using servers = new AsyncDisposableStack();
  const connectionStrings = await Promise.all(
    directories.map(async (directory) => {
      const started = await startEmbeddedPostgres({ directory, log: createLog('silent') });
      const { connectionString, joined } = servers.use(started);
      tell({ connectionString, joined });
      return connectionString;
    }),
  );
  using commands = createInterface({ input: process.stdin });
  const left = new Promise<'left'>((resolve) => {
    commands.once('line', () => {
      resolve('left');
    });
  });
  if ((await Promise.race([interrupted.promise, left])) === 'interrupted') {
    tell({ drained: await drain(connectionStrings[0] ?? '') });
  }
  process.stdin.destroy();
}

/** Work that takes long enough (about 0.5 s) for a signalled server to cut it off. */
async function drain(connectionString: string): Promise<number> {
  const client = new Client({ connectionString });
  await client.connect();
  const counted = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM generate_series(1, 3000000)',
  );
  await client.end();
  return counted.rows[0]?.count ?? 0;
}

function tell(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  tell({ failure: error instanceof Error ? error.message : String(error) });
  process.stdin.destroy();
});

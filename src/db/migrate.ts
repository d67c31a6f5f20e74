import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { sessionUrl } from './session-settings.ts';

/** Runs what is new in `migrations/`, in the first schema of the search_path, in order, under a lock: of several processes one works and the others wait. */
export async function migrate(options: { connectionString: string; log: Log }): Promise<void> {
  const client = new pg.Client({
    connectionString: sessionUrl(options.connectionString, 'other'),
    application_name: 'heliograph-migrate',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', (error) => {
    options.log.warn({ event: 'database.connection_lost', pool: 'migrate', error });
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string }>('SELECT current_schema() AS schema');
    const done = await runner({
      dbClient: client,
      dir: fileURLToPath(new URL('../../migrations', import.meta.url)),
      direction: 'up',
      migrationsTable: 'migration',
      // Beside the tables that it is about.
      migrationsSchema: rows[0]?.schema ?? 'public',
      advisoryLockMode: 'wait',
      // Files are numbered; two branches that both add one must be put in order by hand.
      checkOrder: true,
      log: () => undefined,
    });
    if (done.length > 0)
      options.log.info({ event: 'database.migrated', migrations: done.map((each) => each.name) });
  } finally {
    await client.end();
  }
}

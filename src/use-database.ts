import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config/read-config.ts';
import { judgeDatabase } from './db/judge-database.ts';
import { judgeSession } from './db/judge-session.ts';
import { withSchema } from './db/session-settings.ts';
import { explainFailure } from './db/embedded/refuse.ts';
import { startEmbeddedPostgres } from './db/embedded/start-embedded-postgres.ts';
import type { Log } from './log/log.ts';
import { jobSchemaOf } from './queue/job-schema.ts';

/** Where the database is: the one of the settings, or the embedded one, which runs as long as `running`. */
export async function useDatabase(
  config: Config,
  log: Log,
  running: AsyncDisposableStack,
  stop?: AbortSignal,
): Promise<string> {
  if (config.databaseUrl !== undefined) {
    const { databaseUrl, databaseSchema } = config;
    const schema = await judgeDatabase(databaseUrl, { schema: databaseSchema, jobSchemaOf });
    await judgeSession(databaseUrl, log);
    return withSchema(databaseUrl, schema);
  }
  const directory = join(config.dataDirectory, 'postgres');
  await mkdir(config.dataDirectory, { recursive: true }).catch((error: unknown) => {
    throw explainFailure(error, config.dataDirectory);
  });
  return running.use(await startEmbeddedPostgres({ directory, log, stop })).connectionString;
}

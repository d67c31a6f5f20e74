import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config/read-config.ts';
import { startEmbeddedPostgres } from './db/embedded/start-embedded-postgres.ts';
import { migrate } from './db/migrate.ts';
import { createLog } from './log/log.ts';

/** `npm run migrate`: brings the database up to date and ends, for whoever wants that apart from the start. */
if (existsSync('.env')) process.loadEnvFile('.env');
const config = readConfig(process.env, []);
const log = createLog(config.logLevel);
await using running = new AsyncDisposableStack();
const connectionString =
  config.databaseUrl ??
  running.use(await startEmbeddedPostgres({ directory: join(config.dataDirectory, 'postgres'), log }))
    .connectionString;
await migrate({ connectionString, log });
process.stdout.write('The database is up to date.\n');

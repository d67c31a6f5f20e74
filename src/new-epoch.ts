import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config/read-config.ts';
import { openDatabase } from './db/database.ts';
import { startEmbeddedPostgres } from './db/embedded/start-embedded-postgres.ts';
import { startEpoch } from './events/start-epoch.ts';
import { createLog } from './log/log.ts';

/**
 * `npm run new-epoch`: says that the database was set back in a way that it cannot know of, such as by a snapshot of its
 * disk. Every stream gets a gap.
 */
if (existsSync('.env')) process.loadEnvFile('.env');
const config = readConfig(process.env, []);
const log = createLog(config.logLevel);
await using running = new AsyncDisposableStack();
const connectionString =
  config.databaseUrl ??
  running.use(await startEmbeddedPostgres({ directory: join(config.dataDirectory, 'postgres'), log }))
    .connectionString;
const database = running.use(openDatabase({ connectionString, name: 'heliograph-new-epoch', max: 1, log }));
const logs = await database.transaction(startEpoch);
process.stdout.write(`A new epoch has begun for ${logs} logs.\n`);

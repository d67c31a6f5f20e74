import { loadConfig } from './config/load-config.ts';
import { migrate } from './db/migrate.ts';
import { createLog } from './log/log.ts';
import { useDatabase } from './use-database.ts';

/** `npm run migrate`: brings the database up to date and ends, for whoever wants that apart from the start. */
const config = loadConfig([]);
const log = createLog(config.logLevel);
await using running = new AsyncDisposableStack();
const connectionString = await useDatabase(config, log, running);
await migrate({ connectionString, log });
process.stdout.write('The database is up to date.\n');

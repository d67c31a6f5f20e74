import { loadConfig } from './config/load-config.ts';
import { openDatabase } from './db/database.ts';
import { startEpoch } from './events/start-epoch.ts';
import { createLog } from './log/log.ts';
import { useDatabase } from './use-database.ts';

/**
 * `npm run new-epoch`: says that the database was set back in a way that it cannot know of, such as by a snapshot of its
 * disk. Every stream gets a gap, also where a cursor has no mark that would show it.
 */
const config = loadConfig([]);
const log = createLog(config.logLevel);
await using running = new AsyncDisposableStack();
const connectionString = await useDatabase(config, log, running);
const database = running.use(openDatabase({ connectionString, name: 'heliograph-new-epoch', max: 1, log }));
const logs = await database.transaction(startEpoch);
process.stdout.write(`A new epoch has begun for ${logs} logs.\n`);

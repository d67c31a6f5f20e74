import { defaultTenantId, ensureDefaultTenant } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { openDoorbell, type Doorbell, type Listen } from '../../src/db/doorbell.ts';
import { watchLoops } from '../../src/db/watch-loops.ts';
import { appendEvents, type EventDraft } from '../../src/events/append-events.ts';
import { createLogReader, type LogReader } from '../../src/events/log-reader.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { createDatabase } from '../support/create-database.ts';

export const tenantId = defaultTenantId;
const messageId = '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10';

export interface OpenLog extends AsyncDisposable {
  url: string;
  database: Database;
  doorbell: Doorbell;
  logReader: LogReader;
  /** One transaction that appends an event for each code. */
  append(codes: readonly string[], beforeCommit?: () => Promise<unknown>): Promise<void>;
}

/** The log of the default tenant in a database of its own. */
export async function openLog(options: { listen?: Listen } = {}): Promise<OpenLog> {
  await using opening = new AsyncDisposableStack();
  const log = createLog('error');
  const { url } = opening.use(await createDatabase());
  const database = opening.use(openDatabase({ connectionString: url, name: 'test', max: 10, log }));
  const queue = opening.use(await startQueue({ connectionString: url, log, cron: false }));
  const listen = options.listen ?? queue.listen;
  const doorbell = opening.use(await openDoorbell({ database, listen, log }));
  await database.transaction((tx) => ensureDefaultTenant(tx, 'a key of the default tenant'));
  const opened = opening.move();
  return {
    url,
    database,
    doorbell,
    logReader: createLogReader({ database, doorbell, loops: watchLoops(log) }),
    append: (codes, beforeCommit) =>
      database.transaction(async (tx) => {
        appendEvents(tx, tenantId, codes.map(eventOf));
        await beforeCommit?.();
      }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function eventOf(code: string): EventDraft {
  return { messageId, kind: 'STATUS', status: 'QUEUED', detail: { error: { code, title: 'Title' } } };
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database, type Tx } from '../../src/db/database.ts';
import { lockDeliveries } from '../../src/delivery/hold-deliveries.ts';
import { readAttempts } from '../../src/delivery/read-attempts.ts';
import { cursorAt } from '../../src/events/cursor.ts';
import { readHead, readLog } from '../../src/events/read-log.ts';
import { createLog } from '../../src/log/log.ts';
import { readContents } from '../../src/messages/read-contents.ts';
import { holdPairs } from '../../src/senders/hold-pairs.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { fillHistory } from '../support/fill-history.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';

/** More runs than Postgres plans anew before it keeps a plan. */
const runsUntilKept = 7;
const filled = 20_000;
const asked = 50;
const senderId = '019b0000-0000-7000-8000-000000000000';

/** What is planned once, by what it asks for. */
const acts: Record<string, (tx: Tx, ids: readonly string[]) => Promise<unknown>> = {
  'locking deliveries': (tx, ids) => lockDeliveries(tx, tenantId, ids),
  'reading attempts': (tx, ids) => readAttempts(tx, tenantId, ids),
  'reading contents': (tx, ids) => readContents(tx, tenantId, ids),
  'locking pairs': (tx) => holdPairs(tx, { tenantId, senderId }, [Buffer.alloc(32)], new Date()),
  'reading the log': async (tx) => {
    const head = await readHead(tx, tenantId);
    await readLog(tx as unknown as Database, cursorAt(head, { seq: Math.floor(head.seq / 2) }), asked); // nothing else is used
  },
};

const running = new AsyncDisposableStack();
let gateway: Gateway;
let database: Database;
let ids: string[] = [];

beforeAll(async () => {
  gateway = running.use(await startGateway(nothingIsSent));
  const log = createLog('error');
  database = running.use(openDatabase({ connectionString: gateway.database.url, name: 'test', max: 1, log }));
  for (let run = 0; run < runsUntilKept; run += 1)
    for (const act of Object.values(acts)) await database.transaction((tx) => act(tx, [senderId]));
  const sent = await fillHistory(gateway.database, filled);
  ids = sent.slice(0, asked).map((each) => each.messageId);
}, 120_000);
afterAll(() => running.disposeAsync());

test.each(Object.entries(acts))(
  '%s, planned once, reads what it asks for and not all that is there',
  async (_name, act) => {
    const read = await database.transaction(async (tx) => {
      await act(tx, ids);
      return tx.query<{ table: string; walked: number; fetched: number }>(
        `SELECT relname AS "table", seq_tup_read AS walked, coalesce(idx_tup_fetch, 0) AS fetched
         FROM pg_stat_xact_user_tables WHERE schemaname = 'public'`,
      );
    });
    expect(read.filter(({ walked, fetched }) => walked > 0 || fetched > asked * 4)).toEqual([]);
  },
);

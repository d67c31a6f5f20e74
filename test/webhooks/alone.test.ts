import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultTenantId } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { applyApart } from '../../src/webhooks/apply-apart.ts';
import { ListDeadItems, ReplayDeadItem } from '../support/operations.ts';
import { inboundWebhook, preferenceWebhook, textFrom } from '../support/people-webhook.ts';
import { refuseRows } from '../support/refuse-rows.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { eventually } from '../support/eventually.ts';
import { findEntries, postAndApply } from '../suppression/scene.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

let gateway: Gateway;
let database: Database;
beforeAll(async () => {
  gateway = await startGateway({ log: createLog('silent') });
  const { url } = gateway.database;
  database = openDatabase({ connectionString: url, name: 'test', max: 2, log: createLog('error') });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});
beforeEach(() => gateway.database.query('TRUNCATE webhook_inbox CASCADE'));

const deadItems = () =>
  gateway.database.query<{ path: string; reason: string }>(
    'SELECT path, reason FROM webhook_dead_item ORDER BY path',
  );
const at = (place: string): string => `entry.0.changes.0.value.${place}`;
const now = Math.floor(Date.now() / 1000);
let count = 0;
const somebody = (): { from: string; from_user_id: string } => {
  count += 1;
  return { from: `1650555${2000 + count}`, from_user_id: `US.Person${count}` };
};

const refusing = (table: string, condition: string, state?: string): Promise<AsyncDisposable> =>
  refuseRows(gateway.database, table, condition, state === undefined ? {} : { state });

test('a message of type "toString" stops nothing: it is stored like any other kind that nobody knows', async () => {
  const odd = { ...somebody(), id: 'wamid.ODD', timestamp: String(now), type: 'toString' };
  await postAndApply(gateway, inboundWebhook([odd, textFrom(somebody(), 'Hello', now)]));
  expect(await deadItems()).toEqual([]);
  expect(
    await gateway.database.query(`SELECT content FROM inbound_message WHERE wamid = 'wamid.ODD'`),
  ).toEqual([{ content: { type: 'OTHER', word: 'toString', raw: null } }]);
});

test.each(['P0001', '42883', '55000', 'XX000'])(
  'a message that the database refuses with %s is set aside alone',
  async (state) => {
    const messages = [1, 2, 3].map(() => textFrom(somebody(), 'Hello', now));
    const { id } = messages[1] as { id: string };
    await using refused = new AsyncDisposableStack();
    refused.use(await refusing('inbound_message', `NEW.wamid = '${id}'`, state));
    await postAndApply(gateway, inboundWebhook(messages));
    expect(await deadItems()).toEqual([{ path: at('messages.1'), reason: `SQLSTATE_${state}` }]);
    const stored = await gateway.database.query('SELECT 1 FROM inbound_message WHERE wamid = ANY($1)', [
      messages.map((each) => (each as { id: string }).id),
    ]);
    expect(stored).toHaveLength(2);
  },
);

test('a message that meets an error which passes is waited for, and holds up no other meanwhile', async () => {
  const messages = [1, 2, 3].map(() => textFrom(somebody(), 'Hello', now)) as { id: string }[];
  const [slow = { id: '' }, beside, later] = messages;
  const stored = async () => {
    const rows = await gateway.database.query<{ wamid: string }>('SELECT wamid FROM inbound_message');
    return rows.map(({ wamid }) => wamid);
  };
  {
    await using refused = new AsyncDisposableStack();
    refused.use(await refusing('inbound_message', `NEW.wamid = '${slow.id}'`, '57014'));
    expect(await postWebhook(gateway.url, inboundWebhook([slow, beside ?? {}]))).toBe(200);
    await eventually(stored, (wamids) => wamids.includes(beside?.id ?? ''));
    expect(await postWebhook(gateway.url, inboundWebhook([later ?? {}]))).toBe(200);
    await eventually(stored, (wamids) => wamids.includes(later?.id ?? ''));
    expect(await stored()).not.toContain(slow.id);
  }
  await allApplied(gateway);
  expect(await stored()).toContain(slow.id);
  expect(await deadItems()).toEqual([]);
});

test('an event that cannot be written costs the message that it is about, and nothing beside it', async () => {
  const messages = [1, 2, 3].map((each) => textFrom(somebody(), 'Hello', now + each));
  await using refused = new AsyncDisposableStack();
  refused.use(
    await refusing('event', `NEW.subject = 'INBOUND' AND NEW.provider_at = to_timestamp(${now + 2})`),
  );
  await postAndApply(gateway, inboundWebhook(messages));
  expect(await deadItems()).toEqual([{ path: at('messages.1'), reason: 'SQLSTATE_P0001' }]);
});

test('an opt-out that cannot be stored is set aside alone, the message itself is stored, and a replay takes the opt-out', async () => {
  const stopper = somebody();
  const other = somebody();
  {
    await using refused = new AsyncDisposableStack();
    refused.use(await refusing('suppression', `NEW.phone = '+${stopper.from}'`));
    await postAndApply(
      gateway,
      inboundWebhook([textFrom(stopper, 'STOP', now), textFrom(other, 'STOP', now)]),
    );
  }
  expect(await findEntries(gateway, { phone: `+${other.from}` })).toHaveLength(1);
  expect(await findEntries(gateway, { phone: `+${stopper.from}` })).toHaveLength(0);
  const { deadWebhookItems } = await gateway.api.call(ListDeadItems, {});
  const [dead] = deadWebhookItems.edges.map(({ node }) => node);
  expect(dead).toMatchObject({ path: at('messages.0#people'), reason: 'SQLSTATE_P0001' });

  const replay = { id: dead?.id ?? '' };
  expect(await gateway.api.call(ReplayDeadItem, replay)).toMatchObject({ replayDeadWebhookItem: replay });
  expect(await findEntries(gateway, { phone: `+${stopper.from}` })).toHaveLength(1);
});

test('a preference that cannot be read is a dead item: it may have been an opt-out', async () => {
  await postAndApply(gateway, preferenceWebhook({ value: 'stop', timestamp: now }));
  expect(await deadItems()).toEqual([{ path: at('user_preferences.0'), reason: 'NO_NAME' }]);
});

describe('whatever applying one piece throws, that piece alone is set aside:', () => {
  class Typed extends Error {
    readonly code = 'SOMETHING';
  }
  test.each([
    new TypeError('Cannot read properties of undefined (reading "connection")'),
    new RangeError('Maximum call stack size exceeded'),
    new SyntaxError('Unexpected token c, "connection timeout" is not valid JSON'),
    new Typed('Expected something else.'),
    'a text',
    undefined,
  ])('%s', async (thrown) => {
    const aside: unknown[] = [];
    const done = await database.transaction((tx) =>
      applyApart(
        tx,
        [1, 2, 3, 4, 5],
        async (inner, pieces) => {
          await inner.query('SELECT 1 FROM tenant WHERE tenant_id = $1', [defaultTenantId]);
          if (pieces.includes(4)) throw thrown as Error; // some of them are none: whatever is thrown counts
          return pieces;
        },
        (piece, error) => aside.push([piece, error]),
      ),
    );
    expect(done.flat()).toEqual([1, 2, 3, 5]);
    expect(aside).toEqual([[4, thrown]]);
  });
});

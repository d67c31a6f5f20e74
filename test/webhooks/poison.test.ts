import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { poison } from './poison.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() => gateway.database.query('TRUNCATE webhook_inbox CASCADE'));

const deadItems = () =>
  gateway.database.query<{ path: string; reason: string }>(
    'SELECT path, reason FROM webhook_dead_item ORDER BY path',
  );

test('one item that the database refuses is set aside alone: the 999 beside it are applied', async () => {
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'ACCEPTED' });
  const [entry] = await simulator.ledger();
  if (!entry) throw new Error('Expected the message in the ledger.');
  const statuses = Array.from({ length: 1_000 }, (_, index) =>
    index === 499 ? poison() : statusOf(entry, 'delivered', { timestamp: String(1_795_341_600 + index) }),
  );

  expect(await postWebhook(gateway.url, statusWebhook(statuses))).toBe(200);
  await allApplied(gateway);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'DELIVERED' });
  const applied = await database.query(
    `SELECT 1 FROM status_evidence WHERE message_id = $1 AND status = 'delivered'`,
    [id],
  );
  expect(applied).toHaveLength(999);
  expect(await deadItems()).toEqual([
    { path: 'entry.0.changes.0.value.statuses.499', reason: 'SQLSTATE_54000' },
  ]);
});

test('items that cannot be read are set aside, each with its place and its reason', async () => {
  const statuses = [{ status: 'sent' }, { id: 'wamid.OUT1' }, null, { id: 'wamid.\0', status: 'sent' }];
  expect(await postWebhook(gateway.url, statusWebhook(statuses))).toBe(200);
  await allApplied(gateway);
  expect(await deadItems()).toEqual(
    ['BAD_ID', 'BAD_STATUS', 'NOT_AN_OBJECT', 'BAD_ID'].map((reason, index) => ({
      path: `entry.0.changes.0.value.statuses.${index}`,
      reason,
    })),
  );
});

test.each([
  ['that is not JSON', Buffer.from('<html>Sorry</html>'), ['NOT_JSON']],
  ['that breaks off', Buffer.from('{"object":"whatsapp_business_account","entry":[{'), ['NOT_JSON']],
  ['of no bytes', Buffer.alloc(0), ['NOT_JSON']],
  ['that nests 20,000 deep', Buffer.from('['.repeat(20_000) + ']'.repeat(20_000)), ['NOT_A_LIST']],
  ['that is null', Buffer.from('null'), ['NOT_A_LIST']],
  ['of another object', Buffer.from('{"object":"page","entry":{}}'), ['NOT_A_LIST']],
])(
  'a signed body %s is answered with 200 and does not stop those that come after it',
  async (_name, body, reasons) => {
    expect(await postWebhook(gateway.url, body)).toBe(200);
    await allApplied(gateway);
    expect((await deadItems()).map((item) => item.reason)).toEqual(reasons);
  },
);

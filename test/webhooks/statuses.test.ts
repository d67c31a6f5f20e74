import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { signOpaqueValue } from '../../src/whatsapp/opaque-value.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import type { LedgerEntry } from '../support/start-simulator.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

const otherSenderId = '106540352242923';
let gateway: Gateway;
beforeAll(async () => {
  const senders = `+15550783881=106540352242922,+15550783882=${otherSenderId}`;
  gateway = await startGateway({ times: shortTimes, env: { WHATSAPP_SENDERS: senders } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('statuses that come in reverse order lead to READ at once, and fill in their times without an event', async () => {
  const { id, entry } = await sendQuietly();
  for (const [status, timestamp] of [
    ['read', '1795341603'],
    ['delivered', '1795341602'],
    ['sent', '1795341601'],
  ] as const) {
    await post(statusOf(entry, status, { timestamp }));
  }
  const message = await find(id);
  expect(message).toMatchObject({
    status: 'READ',
    sentAt: '2026-11-22T10:00:01.000Z',
    deliveredAt: '2026-11-22T10:00:02.000Z',
    readAt: '2026-11-22T10:00:03.000Z',
  });
  expect(message?.timeline.map((event) => event.status)).toEqual(['QUEUED', 'SENDING', 'ACCEPTED', 'READ']);
});

test('a second version of a status that was applied before is evidence beside the first', async () => {
  const { id, entry } = await sendQuietly();
  await post(statusOf(entry, 'delivered'));
  await post(statusOf(entry, 'delivered', { recipient_participant_id: '16505550101' }));
  const said = await gateway.database.query(
    `SELECT participant FROM status_evidence WHERE message_id = $1 AND status = 'delivered' ORDER BY evidence_id`,
    [id],
  );
  expect(said).toEqual([{ participant: null }, { participant: '16505550101' }]);
});

test('the same webhook ten times at once makes one event', async () => {
  const { id, entry } = await sendQuietly();
  const webhook = statusWebhook([statusOf(entry, 'delivered'), statusOf(entry, 'delivered')]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => postWebhook(gateway.url, webhook)));
  expect(new Set(answers)).toEqual(new Set([200]));
  await allApplied(gateway);
  const statuses = (await find(id))?.timeline.map((event) => event.status);
  expect(statuses).toEqual(['QUEUED', 'SENDING', 'ACCEPTED', 'DELIVERED']);
});

test('a failure that is reported after the delivery is a warning, and the message stays DELIVERED', async () => {
  const { id, entry } = await sendQuietly();
  await post(statusOf(entry, 'delivered'));
  await post(failed(entry));
  expect(await find(id)).toMatchObject({ status: 'DELIVERED', error: null, warnings: [{ code: '131026' }] });
});

test('a delivery that is reported after the failure corrects it, and the failure becomes a warning', async () => {
  const { id, entry } = await sendQuietly();
  await post(failed(entry));
  expect(await find(id)).toMatchObject({ status: 'FAILED', error: { code: '131026' }, warnings: [] });
  await post(statusOf(entry, 'delivered'));
  const message = await find(id);
  expect(message).toMatchObject({ status: 'DELIVERED', error: null, warnings: [{ code: '131026' }] });
  expect(message?.timeline.map((event) => event.status)).toEqual([
    'QUEUED',
    'SENDING',
    'ACCEPTED',
    'FAILED',
    'DELIVERED',
  ]);
});

test('a status of a wamid that nobody knows is parked and harms nothing; it counts when its wamid turns out to be ours', async () => {
  const { api } = gateway;
  const { id, entry, after } = await sendQuietly({ kind: 'acceptThenDrop' }, 'UNKNOWN');
  await post(statusOf({ ...entry, opaque: null }, 'read'));
  expect(await find(id)).toMatchObject({ status: 'UNKNOWN', inDoubt: true, wamid: null });
  expect(await parked(entry.wamid)).toHaveLength(1);

  await post(statusOf(entry, 'sent'));
  expect(await watchStatuses(api, id, { after, until: 'READ' })).toEqual([
    'QUEUED',
    'SENDING',
    'UNKNOWN',
    'SENT',
    'READ',
  ]);
  expect(await find(id)).toMatchObject({ status: 'READ', inDoubt: false, wamid: entry.wamid });
  expect(await parked(entry.wamid)).toEqual([]);
});

test('a status for a phone number id that is not ours is answered with 200 and ignored', async () => {
  const { id, entry } = await sendQuietly();
  expect(await postWebhook(gateway.url, statusWebhook([statusOf(entry, 'read')], '999999999999999'))).toBe(
    200,
  );
  await allApplied(gateway);
  expect(await find(id)).toMatchObject({ status: 'ACCEPTED' });
  expect(await gateway.database.query('SELECT * FROM webhook_dead_item')).toEqual([]);
});

test.each([
  [
    'whose opaque value has a wrong MAC',
    (opaque: string) => ({ opaque: opaque.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) }),
  ],
  ['whose opaque value is any text', () => ({ opaque: '{"id":1}' })],
  [
    'of another of our senders with an opaque value copied from us',
    (opaque: string) => ({ opaque, of: otherSenderId }),
  ],
])('a status of a foreign wamid %s changes nothing', async (_name, forge) => {
  const { id, entry } = await sendQuietly({ kind: 'acceptThenDrop' }, 'UNKNOWN');
  const { opaque, of } = { of: undefined, ...forge(entry.opaque ?? '') };
  const forged = statusWebhook([statusOf({ wamid: `wamid.FORGED.${id}`, opaque }, 'read')], of);
  expect(await postWebhook(gateway.url, forged)).toBe(200);
  await allApplied(gateway);
  expect(await find(id)).toMatchObject({ status: 'UNKNOWN', inDoubt: true, wamid: null });
  expect(await parked(`wamid.FORGED.${id}`)).toHaveLength(1);
});

test('an opaque value of ours for an attempt that was never made changes nothing', async () => {
  const { id } = await sendQuietly({ kind: 'acceptThenDrop' }, 'UNKNOWN');
  await using own = openDatabase({
    connectionString: gateway.database.url,
    name: 'test',
    max: 1,
    log: createLog('error'),
  });
  const keys = await deriveKeys(own, ['opaque value']);
  const opaque = signOpaqueValue({ messageId: id, attempt: 999 }, keys['opaque value']);
  await post(statusOf({ wamid: `wamid.NEVER.${id}`, opaque }, 'read'));
  expect(await find(id)).toMatchObject({ status: 'UNKNOWN', inDoubt: true, wamid: null });
});

test('a second wamid for one message is a proved duplicate: it is said, and the message goes on', async () => {
  const { id, entry } = await sendQuietly();
  await post(statusOf({ ...entry, wamid: 'wamid.SECOND' }, 'delivered'));
  const message = await find(id);
  expect(message).toMatchObject({ status: 'DELIVERED', wamid: entry.wamid });
  const kinds = await gateway.database.query('SELECT kind FROM event WHERE message_id = $1 ORDER BY seq', [
    id,
  ]);
  expect(kinds.at(-1)).toEqual({ kind: 'DUPLICATE_DETECTED' });
});

test('a status with a word that WhatsApp invents tomorrow is kept and changes nothing', async () => {
  const { id, entry } = await sendQuietly();
  await post(statusOf(entry, 'teleported'));
  expect(await find(id)).toMatchObject({ status: 'ACCEPTED' });
  const evidence = await gateway.database.query(
    'SELECT status, rank FROM status_evidence WHERE message_id = $1 ORDER BY evidence_id',
    [id],
  );
  expect(evidence).toEqual([
    { status: 'accepted', rank: 1 },
    { status: 'teleported', rank: 0 },
  ]);
});

/** A message whose webhooks only come from the test. */
async function sendQuietly(answer: object = { kind: 'accept' }, until: 'ACCEPTED' | 'UNKNOWN' = 'ACCEPTED') {
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer, webhooks: { drop: 'all' } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until });
  const entry = (await simulator.ledger()).find((each) => each.opaque?.includes(id));
  if (!entry) throw new Error('Expected the message in the ledger.');
  return { id, entry, after };
}

async function post(status: object): Promise<void> {
  expect(await postWebhook(gateway.url, statusWebhook([status]))).toBe(200);
  await allApplied(gateway);
}

function failed(entry: LedgerEntry): object {
  const errors = [
    { code: 131026, title: 'Message undeliverable', error_data: { details: 'Undeliverable.' } },
  ];
  return statusOf(entry, 'failed', { errors });
}

async function find(id: string) {
  return (await gateway.api.call(FindMessage, { id })).message;
}

function parked(wamid: string | null) {
  return gateway.database.query('SELECT 1 FROM status_evidence WHERE wamid = $1 AND message_id IS NULL', [
    wamid,
  ]);
}

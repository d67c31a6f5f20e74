import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { httpServer } from '../whatsapp/misbehaving-server.ts';

test('a webhook that comes before the answer of the send leads to the same end', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator } = gateway;
  await simulator.setRules({
    rules: [{ answer: { kind: 'slowHead', ms: 300 }, webhooks: { beforeAnswer: true } }],
  });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  const statuses = await watchStatuses(api, id, { after, until: 'READ' });
  expect(statuses).toEqual(['QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'READ']);

  const find = async () => (await api.call(FindMessage, { id })).message;
  // A message and its attempts are two reads: the answer is settled when both show it.
  const message = await eventually(
    find,
    (seen) => seen?.attempts[0]?.outcome === 'ACCEPTED' && seen.acceptedAt !== null,
  );
  expect(message).toMatchObject({
    status: 'READ',
    inDoubt: false,
    error: null,
    acceptedAt: expect.any(String) as unknown,
  });
  expect(await simulator.ledger()).toMatchObject([{ wamid: message?.wamid }]);
});

let gateway: Gateway;
/** Lets the request that WhatsApp has read be answered. */
let answer = Promise.withResolvers<undefined>();
const wamid = 'wamid.OUT1';
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  const whatsapp = await httpServer((request, response) => {
    void text(request)
      .then(() => answer.promise)
      .then(() => response.writeHead(200).end(JSON.stringify({ messages: [{ id: wamid }] })));
  });
  cleanup.use(whatsapp);
  gateway = cleanup.use(
    await startGateway({ times: shortTimes, overrides: { whatsappUrl: whatsapp.baseUrl } }),
  );
});
afterAll(() => cleanup.disposeAsync());

test('a status without our opaque value that comes before the answer is parked, and adopted when the answer brings its wamid', async () => {
  const { api, database, simulator } = gateway;
  answer = Promise.withResolvers();
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'SENDING' });
  expect(await simulator.postWebhook(statusWebhook([statusOf({ wamid, opaque: null }, 'delivered')]))).toBe(
    200,
  );
  const parked = () =>
    database.query('SELECT 1 FROM status_evidence WHERE wamid = $1 AND message_id IS NULL', [wamid]);
  await eventually(parked, (rows) => rows.length === 1);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'SENDING', wamid: null });

  answer.resolve(undefined);
  expect(await watchStatuses(api, id, { after, until: 'DELIVERED' })).toEqual([
    'QUEUED',
    'SENDING',
    'ACCEPTED',
    'DELIVERED',
  ]);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'DELIVERED', wamid });
  expect(await parked()).toEqual([]);
});

test('a status that was parked at the very moment in which its wamid was stored is adopted by the next look', async () => {
  const { api, database } = gateway;
  const [message] = await database.query<{ tenant_id: string; message_id: string; sender_id: string }>(
    'SELECT * FROM delivery',
  );
  const { cursor: after } = await api.call(CurrentCursor, {});
  await database.query(
    `INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, provider_at) VALUES ($1, $2, $3, 'read', 5, now())`,
    [message?.tenant_id, message?.sender_id, wamid],
  );
  expect(await watchStatuses(api, message?.message_id ?? '', { after, until: 'READ' })).toEqual(['READ']);
});

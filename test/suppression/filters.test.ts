import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMessage } from '../graphql/scene.ts';
import {
  Block,
  CurrentCursor,
  EnqueueWithWarnings,
  FindMessage,
  Resubscribe,
  Unsubscribe,
  Watch,
} from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import type { EnqueueMessageInput } from '../generated/graphql.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Enqueues and waits for the end; answers the message, its warnings, and how it ended on the stream. */
async function send(changes: Partial<EnqueueMessageInput>) {
  const { api } = gateway;
  const { cursor } = await api.call(CurrentCursor, {});
  const { enqueueMessage } = await api.call(EnqueueWithWarnings, { input: aMessage(changes) });
  if (enqueueMessage.__typename !== 'EnqueuedMessage') throw new Error('Expected the message to be stored.');
  const { id } = enqueueMessage.message;
  const ends = api.watch(Watch, {
    after: cursor,
    filter: { messageIds: [id], statuses: ['READ', 'FAILED'] },
  });
  const end = await ends.next();
  await ends.return?.();
  if (end.done === true) throw new Error('Expected the stream to go on, but it ended.');
  const { message } = await api.call(FindMessage, { id });
  const sent = (await gateway.simulator.ledger()).filter((entry) => entry.opaque?.includes(id));
  return { message, warnings: enqueueMessage.warnings, event: end.value.messageEvents, sent };
}

test('a filtered message to somebody who unsubscribed ends FAILED with the code of the seed, costs no attempt, and WhatsApp never sees it', async () => {
  const to = { phone: '+16505550141' };
  await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'ALL' } });
  const { message, warnings, event, sent } = await send({ to, filterUnsubscribed: true });
  expect(event).toMatchObject({ status: 'FAILED', error: { code: 'RECIPIENT_UNSUBSCRIBED' } });
  expect(message).toMatchObject({
    status: 'FAILED',
    error: { code: 'RECIPIENT_UNSUBSCRIBED', retryable: false },
    attempts: [],
  });
  expect(message?.timeline.map((each) => each.status)).toEqual(['QUEUED', 'FAILED']);
  expect(warnings).toMatchObject([{ code: 'RECIPIENT_UNSUBSCRIBED' }]);
  expect(sent).toEqual([]);
});

test('a filtered message to somebody who is blocked ends FAILED with the code of the seed', async () => {
  const to = { userId: 'US.13491208655302741919' };
  await gateway.api.call(Block, { input: { recipient: to } });
  const { message, warnings, sent } = await send({ to, filterBlocked: true, filterUnsubscribed: true });
  expect(message).toMatchObject({
    status: 'FAILED',
    error: { code: 'RECIPIENT_IN_BLOCK_LIST' },
    attempts: [],
  });
  expect(warnings).toMatchObject([{ code: 'RECIPIENT_IN_BLOCK_LIST' }]);
  expect(sent).toEqual([]);
});

test('an unfiltered message to the same person passes, with a warning that it will', async () => {
  const to = { phone: '+16505550142' };
  await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'ALL' } });
  await gateway.api.call(Block, { input: { recipient: to } });
  const { message, warnings, sent } = await send({ to });
  expect(message?.status).toBe('READ');
  expect(warnings.map((each) => each.code)).toEqual(['RECIPIENT_IN_BLOCK_LIST', 'RECIPIENT_UNSUBSCRIBED']);
  expect(warnings[0]?.message).toContain('sent all the same');
  expect(sent).toHaveLength(1);
});

test.each([
  ['filterUnsubscribed does not look at the block list', 'block' as const, { filterUnsubscribed: true }],
  ['filterBlocked does not look at the unsubscribed', 'unsubscribe' as const, { filterBlocked: true }],
])('%s', async (_name, list, filters) => {
  const to = { phone: list === 'block' ? '+16505550143' : '+16505550144' };
  if (list === 'block') await gateway.api.call(Block, { input: { recipient: to } });
  else await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'ALL' } });
  expect((await send({ to, ...filters })).message?.status).toBe('READ');
});

test('who unsubscribed from marketing only still gets a text that asks to be filtered', async () => {
  const to = { phone: '+16505550145' };
  await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'MARKETING' } });
  const { message, warnings } = await send({ to, filterUnsubscribed: true });
  expect(message?.status).toBe('READ');
  expect(warnings).toMatchObject([{ code: 'RECIPIENT_UNSUBSCRIBED' }]);
});

test('who unsubscribed from marketing gets no filtered template that says it is marketing, and still gets the others', async () => {
  const to = { phone: '+16505550147' };
  await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'MARKETING' } });
  const template = { name: 'spring_sale', language: 'en' };
  const marketing = { message: { template: { ...template, category: 'MARKETING' as const } } };
  const kept = await send({ to, filterUnsubscribed: true, ...marketing });
  expect(kept.message).toMatchObject({ status: 'FAILED', error: { code: 'RECIPIENT_UNSUBSCRIBED' } });
  expect(kept.sent).toEqual([]);
  const utility = { message: { template: { ...template, category: 'UTILITY' as const } } };
  expect((await send({ to, filterUnsubscribed: true, ...utility })).message?.status).toBe('READ');
  expect((await send({ to, ...marketing })).message?.status).toBe('READ');
});

test('who came back gets filtered messages again, and nobody else’s list touches them', async () => {
  const to = { phone: '+16505550146' };
  await gateway.api.call(Unsubscribe, { input: { recipient: to, scope: 'ALL' } });
  await gateway.api.call(Resubscribe, { input: { recipient: to, scope: 'ALL' } });
  await gateway.database.query(`INSERT INTO tenant (tenant_id, name) VALUES (gen_random_uuid(), 'other')`);
  await gateway.database.query(
    `INSERT INTO suppression (tenant_id, suppression_id, recipient_hash, list, scope, source)
     SELECT other.tenant_id, gen_random_uuid(), sha256('any'), 'UNSUBSCRIBED', 'ALL', 'API' FROM tenant AS other WHERE name = 'other'`,
  );
  const { message, warnings } = await send({ to, filterUnsubscribed: true, filterBlocked: true });
  expect(message?.status).toBe('READ');
  expect(warnings).toEqual([]);
});

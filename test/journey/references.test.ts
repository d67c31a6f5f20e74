import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMessage, enqueue, nothingIsSent, sendUntilRead } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { Cancel, CurrentCursor, Enqueue, FindMessage, WaitingFor } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { startWorker } from '../support/start-worker.ts';
import { watchMessage } from '../support/watch-message.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a reply and a reaction to one of our own messages reach WhatsApp with its wamid', async () => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const first = await sendUntilRead(api);
  const wamid = (await api.call(FindMessage, { id: first })).message?.wamid;
  const reply = await enqueue(api, { context: { id: first } });
  const reaction = await enqueue(api, { message: { reaction: { to: { id: first }, emoji: '👍' } } });
  await watchMessage(api, reply, { after, until: 'READ' });
  await watchMessage(api, reaction, { after, until: 'SENT' });
  const ledger = await simulator.ledger();
  const bodyOf = (id: string) => ledger.find((entry) => entry.opaque?.includes(id))?.body;
  expect(bodyOf(reply)).toMatchObject({ context: { message_id: wamid } });
  expect(bodyOf(reaction)).toMatchObject({ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } });
});

test('a reference to no message of this sender is refused with its path, and stores nothing', async () => {
  const unknown = '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10';
  const { enqueueMessage } = await gateway.api.call(Enqueue, {
    input: aMessage({ context: { id: unknown } }),
  });
  expect(enqueueMessage).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['context', 'id'], code: 'REFERENCE_NOT_FOUND' }],
  });
});

test('a reaction with a context, and an authentication code to a user id, are refused with their paths', async () => {
  const { enqueueMessage: reaction } = await gateway.api.call(Enqueue, {
    input: aMessage({
      context: { wamid: 'wamid.HBgL' },
      message: { reaction: { to: { wamid: 'wamid.HBgL' }, emoji: '👍' } },
    }),
  });
  expect(reaction).toMatchObject({ issues: [{ path: ['context'], code: 'CONTEXT_NOT_ALLOWED' }] });
  const { enqueueMessage: code } = await gateway.api.call(Enqueue, {
    input: aMessage({
      to: { userId: 'US.13491208655302741918' },
      message: { template: { name: 'login_code', language: 'en', authentication: { code: '481920' } } },
    }),
  });
  expect(code).toMatchObject({ issues: [{ path: ['to', 'userId'], code: 'PHONE_REQUIRED' }] });
});

test('a reply to a message that WhatsApp does not know yet waits without an attempt, says so, and goes after it', async () => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const sendAt = new Date(Date.now() + 1_500).toISOString();
  const first = await enqueue(api, { sendAt });
  const reply = await enqueue(api, { context: { id: first } });
  const { message } = await eventually(
    () => api.call(WaitingFor, { id: reply }),
    (seen) => seen.message?.waitingFor != null,
  );
  expect(message?.waitingFor).toMatchObject({ code: 'REFERENCE' });
  await watchMessage(api, reply, { after, until: 'READ' });
  const order = (await simulator.ledger()).map((entry) => entry.opaque?.split('.')[1]);
  expect(order.indexOf(reply)).toBeGreaterThan(order.indexOf(first));
  const sent = await api.call(FindMessage, { id: reply });
  expect(sent.message?.attempts).toHaveLength(1);
});

test('a reply to a message that was taken back fails with it, and nothing is sent', async () => {
  await using quiet = await startGateway(nothingIsSent);
  const { cursor: after } = await quiet.api.call(CurrentCursor, {});
  const first = await enqueue(quiet.api);
  const reply = await enqueue(quiet.api, { context: { id: first } });
  await quiet.api.call(Cancel, { id: first });
  const worker = await startWorker(quiet);
  await watchMessage(quiet.api, reply, { after, until: 'FAILED' });
  await worker[Symbol.asyncDispose]();
  const { message } = await quiet.api.call(FindMessage, { id: reply });
  expect(message).toMatchObject({ status: 'FAILED', error: { code: 'REFERENCE_NOT_SENT' } });
  expect(await quiet.simulator.ledger()).toEqual([]);
});

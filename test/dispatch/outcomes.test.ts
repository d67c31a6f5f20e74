import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { watchMessage, watchStatuses } from '../support/watch-message.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ times: shortTimes });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const ledgerOf = async (id: string) =>
  (await gateway.simulator.ledger()).filter((entry) => entry.opaque?.includes(id));

test('an accepted message is in the ledger once, under the wamid that the caller sees', async () => {
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchMessage(api, id, { after, until: 'READ' });
  const { message } = await api.call(FindMessage, { id });
  expect(message).toMatchObject({
    status: 'READ',
    inDoubt: false,
    error: null,
    warnings: [],
    attempts: [{ number: 1, outcome: 'ACCEPTED', error: null }],
  });
  expect(await ledgerOf(id)).toMatchObject([{ decision: 'ACCEPTED', wamid: message?.wamid }]);
});

test('a message refused for good is FAILED at once, with the code, what to do about it, and one request', async () => {
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550113');
  const seen = await watchMessage(api, id, { after, until: 'FAILED' });
  expect(seen.map((event) => event.status)).toEqual(['QUEUED', 'SENDING', 'FAILED']);
  expect(seen.at(-1)).toMatchObject({ attempt: 1, error: { code: '131009' } });
  const { message } = await api.call(FindMessage, { id });
  expect(message).toMatchObject({
    status: 'FAILED',
    inDoubt: false,
    wamid: null,
    error: {
      code: '131009',
      title: 'Parameter value is not valid',
      retryable: false,
      advice:
        'A parameter has a value that WhatsApp does not accept. The details name it; change the message.',
    },
    attempts: [{ number: 1, outcome: 'REFUSED', httpStatus: 400, error: { code: '131009' } }],
  });
  expect(await ledgerOf(id)).toMatchObject([{ decision: 'REFUSED:131009' }]);
});

test('a message refused for a while is RETRYING between its attempts, and arrives with the third', async () => {
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550115');
  expect(await watchStatuses(api, id, { after, until: 'READ' })).toEqual([
    'QUEUED',
    'SENDING',
    'RETRYING',
    'SENDING',
    'RETRYING',
    'SENDING',
    'ACCEPTED',
    'SENT',
    'DELIVERED',
    'READ',
  ]);
  const { message } = await api.call(FindMessage, { id });
  expect(message).toMatchObject({ status: 'READ', error: null, inDoubt: false });
  expect(message?.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
    [1, 'REFUSED'],
    [2, 'REFUSED'],
    [3, 'ACCEPTED'],
  ]);
  expect((await ledgerOf(id)).map((entry) => entry.decision)).toEqual([
    'REFUSED:131016',
    'REFUSED:131016',
    'ACCEPTED',
  ]);
});

test('a message that WhatsApp accepts and gives up later is FAILED with the code of the webhook', async () => {
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550121');
  expect(await watchStatuses(api, id, { after, until: 'FAILED' })).toEqual([
    'QUEUED',
    'SENDING',
    'ACCEPTED',
    'FAILED',
  ]);
  const { message } = await api.call(FindMessage, { id });
  expect(message).toMatchObject({
    status: 'FAILED',
    error: { code: '131026' },
    attempts: [{ outcome: 'ACCEPTED' }],
  });
  expect(await ledgerOf(id)).toHaveLength(1);
});

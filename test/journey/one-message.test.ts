import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentCursor, Enqueue, FindMessage, Watch } from '../support/operations.ts';
import { inOrderOfLife } from '../graphql/scene.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  // Time enough between the webhooks that they hardly ever overtake each other.
  gateway = await startGateway({ simulatorEnv: { SIMULATOR_WEBHOOK_DELAYS_MS: '200,500,900' } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a text message goes QUEUED, SENDING, ACCEPTED, SENT, DELIVERED, READ before the eyes of a subscriber', async () => {
  const { api, simulator } = gateway;
  const { cursor } = await api.call(CurrentCursor, {});
  const { enqueueMessage } = await api.call(Enqueue, {
    input: {
      from: sender,
      to: { phone: '+16505550101' },
      message: { text: { body: 'Hello', previewUrl: false } },
      externalId: 'order-17',
    },
  });
  expect(enqueueMessage).toMatchObject({
    __typename: 'EnqueuedMessage',
    replayed: false,
    message: {
      from: sender,
      to: { phone: '+16505550101' },
      type: 'TEXT',
      content: { __typename: 'TextContent', body: 'Hello' },
      externalId: 'order-17',
    },
  });

  const statuses: string[] = [];
  for await (const { messageEvents: item } of api.watch(Watch, { after: cursor })) {
    if (item.__typename !== 'MessageEvent') continue;
    statuses.push(item.status);
    if (item.status === 'READ') break;
  }
  expect(statuses).toEqual(inOrderOfLife(statuses));

  const id = enqueueMessage.__typename === 'EnqueuedMessage' ? enqueueMessage.message.id : '';
  const { message } = await api.call(FindMessage, { id });
  const ledger = await simulator.ledger();
  expect(ledger).toHaveLength(1);
  expect(ledger[0]).toMatchObject({
    recipient: '+16505550101',
    type: 'text',
    decision: 'ACCEPTED',
    wamid: message?.wamid,
  });
  expect(ledger[0]?.opaque).toMatch(new RegExp(`^v1\\.${id}\\.1\\.`));
  expect(message).toMatchObject({
    status: 'READ',
    inDoubt: false,
    error: null,
    attempts: [{ number: 1, outcome: 'ACCEPTED', httpStatus: 200 }],
  });
  expect(message?.timeline.map((event) => event.status)).toEqual(statuses);
});

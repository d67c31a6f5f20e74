import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { Enqueue } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent, strangerOf } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function call(changes: Partial<EnqueueMessageInput>) {
  return (await gateway.api.call(Enqueue, { input: aMessage(changes) })).enqueueMessage;
}

test('the same key with the same input gives the same message and stores nothing new', async () => {
  const id = await enqueue(gateway.api, { idempotencyKey: 'same' });
  const before = await countRows(gateway.database);
  expect(await call({ idempotencyKey: 'same' })).toMatchObject({
    __typename: 'EnqueuedMessage',
    replayed: true,
    message: { id },
  });
  expect(await countRows(gateway.database)).toEqual(before);
});

const others: [what: string, changes: Partial<EnqueueMessageInput>][] = [
  ['text', { message: { text: { body: 'Goodbye' } } }],
  ['option', { message: { text: { body: 'Hello', previewUrl: true } } }],
  ['kind of message', { message: { location: { latitude: 1, longitude: 2 } } }],
  ['recipient', { to: { phone: '+16505550102' } }],
  ['reference', { externalId: 'order-17' }],
];

test.for(others)(
  'the same key with another %s is answered with IdempotencyConflict and stores nothing',
  async ([what, changes]) => {
    const idempotencyKey = `other ${what}`;
    await enqueue(gateway.api, { idempotencyKey });
    const before = await countRows(gateway.database);
    expect(await call({ ...changes, idempotencyKey })).toEqual({
      __typename: 'IdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
      sentence: expect.stringContaining('new key') as string,
      retryable: false,
      retryAfterSeconds: null,
    });
    expect(await countRows(gateway.database)).toEqual(before);
  },
);

test('32 calls at once with one key store one message with one job', async () => {
  const before = await countRows(gateway.database);
  const answers = await Promise.all(Array.from({ length: 32 }, () => call({ idempotencyKey: 'crowd' })));
  const messages = answers.flatMap((each) => (each.__typename === 'EnqueuedMessage' ? [each] : []));
  expect(messages).toHaveLength(32);
  expect(new Set(messages.map((each) => each.message.id)).size).toBe(1);
  expect(messages.filter((each) => !each.replayed)).toHaveLength(1);
  expect(await countRows(gateway.database)).toEqual(
    Object.fromEntries(Object.entries(before).map(([table, count]) => [table, count + 1])),
  );
});

test('a refused call leaves its key free', async () => {
  const idempotencyKey = 'second try';
  expect((await call({ idempotencyKey, from: '+15550783882' })).__typename).toBe('SenderNotFound');
  expect((await call({ idempotencyKey, message: { text: { body: '' } } })).__typename).toBe('InvalidInput');
  expect(await call({ idempotencyKey })).toMatchObject({ __typename: 'EnqueuedMessage', replayed: false });
});

test('a default that is given is the same input as one that is left out', async () => {
  const id = await enqueue(gateway.api, { idempotencyKey: 'default' });
  const given = { idempotencyKey: 'default', message: { text: { body: 'Hello', previewUrl: false } } };
  expect(await call(given)).toMatchObject({ replayed: true, message: { id } });
  expect(await call({ ...given, externalId: null })).toMatchObject({ replayed: true, message: { id } });
});

test('the order of the fields does not matter', async () => {
  const place = { latitude: 1.5, longitude: 2, name: 'Here', address: 'Main Street 1' };
  const id = await enqueue(gateway.api, { idempotencyKey: 'order', message: { location: place } });
  const { address, name, longitude, latitude } = place;
  const turned = {
    idempotencyKey: 'order',
    message: { location: { address, name, longitude, latitude } },
    to: { phone: '+16505550101' },
    from: sender,
  };
  const { enqueueMessage } = await gateway.api.call(Enqueue, { input: turned });
  expect(enqueueMessage).toMatchObject({ replayed: true, message: { id } });
});

test('tenants do not share keys', async () => {
  await enqueue(gateway.api, { idempotencyKey: 'shared' });
  await using stranger = await strangerOf(gateway);
  await gateway.database.query(
    `INSERT INTO sender (tenant_id, sender_id, phone_number, phone_number_id)
     SELECT '00000000-0000-7000-8000-000000000002', sender_id, phone_number, '17' FROM sender`,
  );
  const { enqueueMessage } = await stranger.call(Enqueue, { input: aMessage({ idempotencyKey: 'shared' }) });
  expect(enqueueMessage).toMatchObject({ __typename: 'EnqueuedMessage', replayed: false });
});

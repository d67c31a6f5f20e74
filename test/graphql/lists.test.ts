import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnqueueList } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const unknownSender = '+15550783882';

test('one bad item never spoils the others, and every result stands at its place', async () => {
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: [
      aMessage({ externalId: 'first' }),
      aMessage({ to: { phone: '12' }, message: { text: { body: '' } } }),
      aMessage({ from: unknownSender }),
      aMessage({ externalId: 'last' }),
    ],
  });
  expect(enqueueMessages).toEqual([
    stored('first'),
    {
      __typename: 'InvalidInput',
      code: 'INVALID_INPUT',
      issues: [
        { path: ['to', 'phone'], code: 'INVALID_PHONE_NUMBER' },
        { path: ['message', 'text', 'body'], code: 'EMPTY_TEXT' },
      ],
    },
    { __typename: 'SenderNotFound', code: 'SENDER_NOT_FOUND' },
    stored('last'),
  ]);
  expect(await countRows(gateway.database)).toMatchObject({ messages: 2, jobs: 2, events: 2 });
});

function stored(externalId: string | null): object {
  return {
    __typename: 'EnqueuedMessage',
    replayed: false,
    message: { id: expect.any(String) as string, externalId, status: 'QUEUED' },
  };
}

test('of twins by key in one list the first that can be stored is stored, its equals replay it, others conflict', async () => {
  const before = await countRows(gateway.database);
  const twin = { idempotencyKey: 'twins', externalId: 'twin' };
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: [
      aMessage({ ...twin, from: unknownSender }),
      aMessage({ ...twin, externalId: '' }),
      aMessage(twin),
      aMessage(twin),
      aMessage({ ...twin, externalId: 'other' }),
    ],
  });
  const [nobody, invalid, first, second, other] = enqueueMessages;
  expect([nobody?.__typename, invalid?.__typename, other?.__typename]).toEqual([
    'SenderNotFound',
    'InvalidInput',
    'IdempotencyConflict',
  ]);
  expect(first).toEqual(stored('twin'));
  expect(second).toEqual({ ...first, replayed: true });
  const after = await countRows(gateway.database);
  expect([after['messages'], after['keys'], after['jobs']]).toEqual(
    [before['messages'], before['keys'], before['jobs']].map((count = 0) => count + 1),
  );
});

test('a key of an earlier call replays in a list', async () => {
  const changes = { idempotencyKey: 'earlier', externalId: 'earlier' };
  const id = await enqueue(gateway.api, changes);
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: [aMessage(), aMessage(changes)],
  });
  expect(enqueueMessages).toMatchObject([{ replayed: false }, { replayed: true, message: { id } }]);
});

test.for([0, 1_001])('a list of %i inputs is refused whole and stores nothing', async (length) => {
  const before = await countRows(gateway.database);
  const inputs = Array.from({ length }, () => aMessage());
  const { body } = await gateway.api.post({ query: EnqueueList.toString(), variables: { inputs } });
  expect(body).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'INVALID_LIST', argument: ['inputs'], retryable: false } }],
  });
  expect(await countRows(gateway.database)).toEqual(before);
});

test('a list of 1,000 is stored whole, in its order', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `item-${index}`);
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: names.map((externalId) => aMessage({ externalId })),
  });
  expect(enqueueMessages).toEqual(names.map(stored));
});

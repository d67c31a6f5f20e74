import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Enqueue, FindMessage } from '../support/operations.ts';
import { commit } from '../support/postgres-proxy.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';
import { sender } from '../support/start-gateway.ts';

let gateway: BehindProxy;
beforeAll(async () => {
  gateway = await startBehindProxy();
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() =>
  gateway.database.query(
    'TRUNCATE idempotency_key, message, message_content, delivery, attempt, status_evidence',
  ),
);

test('an enqueue whose COMMIT went unanswered is answered as stored, and is stored once', async () => {
  const lost = gateway.proxy.when(commit, 'LOSE_REPLY');
  const result = await enqueue('key-1');
  await lost;
  expect(result).toMatchObject({
    __typename: 'EnqueuedMessage',
    replayed: false,
    message: { status: 'QUEUED' },
  });
  expect(await enqueue('key-1')).toMatchObject({ replayed: true, message: { id: idOf(result) } });
  expect(await countStored()).toEqual({ messages: 1, deliveries: 1, keys: 1, jobs: 1 });
});

test('an enqueue whose connection was cut before COMMIT is run again, and is stored once', async () => {
  const cut = gateway.proxy.when(commit, 'CUT');
  const result = await enqueue('key-2');
  await cut;
  expect(result).toMatchObject({ __typename: 'EnqueuedMessage', replayed: false });
  expect(await countStored()).toMatchObject({ messages: 1, deliveries: 1, keys: 1 });
});

test('an enqueue whose connection was cut in its middle is run again, and is stored once', async () => {
  const cut = gateway.proxy.when(Buffer.from('INSERT INTO message_content'), 'CUT');
  const result = await enqueue('key-3');
  await cut;
  expect(result).toMatchObject({ __typename: 'EnqueuedMessage', replayed: false });
  expect(await countStored()).toMatchObject({ messages: 1, deliveries: 1, keys: 1 });
});

test('when the database cannot be asked what became of a COMMIT the answer is OutcomeUnknown, with the id and the way out', async () => {
  const lost = gateway.proxy.when(commit, 'LOSE_REPLY');
  const answer = enqueue('key-4');
  await lost;
  await gateway.proxy.goAway();
  const result = await answer;
  expect(result).toMatchObject({ __typename: 'OutcomeUnknown', code: 'OUTCOME_UNKNOWN', retryable: true });
  const id = result.__typename === 'OutcomeUnknown' ? result.messageId : '';

  await gateway.proxy.comeBack();
  expect((await gateway.api.call(FindMessage, { id })).message).toMatchObject({ id, status: 'QUEUED' });
  expect(await enqueue('key-4')).toMatchObject({
    __typename: 'EnqueuedMessage',
    replayed: true,
    message: { id },
  });
  expect(await countStored()).toMatchObject({ messages: 1, deliveries: 1, keys: 1 });
});

async function enqueue(idempotencyKey: string) {
  const input = {
    from: sender,
    to: { phone: '+16505550101' },
    message: { text: { body: 'Hello' } },
    idempotencyKey,
  };
  return (await gateway.api.call(Enqueue, { input })).enqueueMessage;
}

function idOf(result: Awaited<ReturnType<typeof enqueue>>): string | undefined {
  return result.__typename === 'EnqueuedMessage' ? result.message.id : undefined;
}

async function countStored() {
  const [row] = await gateway.database.query(
    `SELECT (SELECT count(*)::int FROM message) AS messages, (SELECT count(*)::int FROM delivery) AS deliveries,
       (SELECT count(*)::int FROM idempotency_key) AS keys,
       (SELECT count(*)::int FROM pgboss.job WHERE singleton_key IN (SELECT message_id::text FROM message)) AS jobs`,
  );
  return row;
}

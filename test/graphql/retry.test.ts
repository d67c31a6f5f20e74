import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cancel, FindMessage, Retry } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { countRows, enqueue, nothingIsSent, strangerOf } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function enqueueCanceled(changes = {}): Promise<string> {
  const id = await enqueue(gateway.api, changes);
  await gateway.api.call(Cancel, { id });
  return id;
}

async function retry(id: string, idempotencyKey?: string) {
  const input = idempotencyKey === undefined ? { id } : { id, idempotencyKey };
  return (await gateway.api.call(Retry, { input })).retryMessage;
}

test('a message that was taken back is sent again as a new one with all that was asked, at once', async () => {
  const old = await enqueueCanceled({
    context: { wamid: 'wamid.ABC' },
    externalId: 'order-17',
    filterBlocked: true,
    priority: 'LOW',
    onUnknown: 'RESEND',
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
    message: { text: { body: 'Look: https://example.com', previewUrl: true } },
  });
  const answer = await retry(old);
  if (answer.__typename !== 'EnqueuedMessage')
    throw new Error(`Expected it stored, got ${answer.__typename}.`);
  expect(answer.message).toMatchObject({
    status: 'QUEUED',
    retryOf: { id: old },
    context: { wamid: 'wamid.ABC' },
    externalId: 'order-17',
    sendAt: null,
    content: { body: 'Look: https://example.com', previewUrl: true },
  });
  const rows = await gateway.database.query(
    `SELECT DISTINCT filter_unsubscribed, filter_blocked, priority, on_unknown, content, to_phone
     FROM message JOIN delivery USING (tenant_id, message_id) JOIN message_content USING (tenant_id, message_id)
     WHERE message_id = ANY($1)`,
    [[old, answer.message.id]],
  );
  expect(rows).toMatchObject([
    { filter_unsubscribed: false, filter_blocked: true, priority: 0, on_unknown: 'RESEND' },
  ]);
  expect((await gateway.api.call(FindMessage, { id: old })).message?.status).toBe('CANCELED');
});

test('retrying twice with one key gives one new message, also when the old one has lost its content since', async () => {
  const old = await enqueueCanceled();
  const first = await retry(old, 'again');
  await gateway.database.query('DELETE FROM message_content WHERE message_id = $1', [old]);
  const before = await countRows(gateway.database);
  const second = await retry(old, 'again');
  if (first.__typename !== 'EnqueuedMessage') throw new Error(`Expected it stored, got ${first.__typename}.`);
  expect(second).toMatchObject({ replayed: true, message: { id: first.message.id } });
  expect((await retry(await enqueueCanceled(), 'again')).__typename).toBe('IdempotencyConflict');
  expect(await retry(old)).toMatchObject({
    __typename: 'NotRetryable',
    sentence: expect.stringContaining('erased') as string,
  });
  expect((await countRows(gateway.database))['messages']).toBe((before['messages'] ?? 0) + 1);
});

const unretryable: [what: string, change: string, status: string][] = [
  ['waits', `phase = 'QUEUED'`, 'QUEUED'],
  ['may have been sent', `phase = 'UNCONFIRMED', ready = false, in_doubt = true`, 'UNCONFIRMED'],
  ['was delivered', `phase = 'HANDED_OVER', ready = false, rank = 4`, 'DELIVERED'],
];

test.for(unretryable)(
  'a message that %s is answered with NotRetryable and its status',
  async ([, change, status]) => {
    const id = await enqueue(gateway.api);
    await gateway.database.query(`UPDATE delivery SET ${change} WHERE message_id = $1`, [id]);
    const before = await countRows(gateway.database);
    expect(await retry(id)).toMatchObject({ __typename: 'NotRetryable', code: 'NOT_RETRYABLE', status });
    expect(await countRows(gateway.database)).toEqual(before);
  },
);

test('an unknown id, and one of another tenant, are answered with MessageNotFound', async () => {
  const id = await enqueueCanceled();
  await using stranger = await strangerOf(gateway);
  expect((await stranger.call(Retry, { input: { id } })).retryMessage.__typename).toBe('MessageNotFound');
  expect((await retry('nobody')).__typename).toBe('MessageNotFound');
});

test('a key that cannot be used is answered with InvalidInput and its path', async () => {
  expect(await retry(await enqueueCanceled(), '')).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['idempotencyKey'], code: 'INVALID_IDEMPOTENCY_KEY' }],
  });
});

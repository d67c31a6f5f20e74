import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Cancel, Enqueue } from '../support/operations.ts';
import { sender, startGateway } from '../support/start-gateway.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { aMessage, countRows } from './scene.ts';

test('a queue that takes longer to go than is allowed is refused at once and leaves nothing behind, but replays, scheduled and urgent messages, and everything after cancels go on', async () => {
  await using gateway = await startGateway({
    env: {
      HELIOGRAPH_ROLES: 'gateway,webhook',
      WHATSAPP_SENDERS: `${sender}=106540352242922@5`,
      QUEUE_LIMIT_SECONDS: '50',
    },
  });
  const { api, database } = gateway;
  const ask = (idempotencyKey: string, changes: object = {}) =>
    api.call(Enqueue, { input: aMessage({ ...changes, idempotencyKey }) });
  expect((await ask('first')).enqueueMessage.__typename).toBe('EnqueuedMessage');
  const ids = await enqueueMany(api, { clients: 1, total: 250 });
  // Until the queue is counted again, some seconds, more get in; not as many as an urgent one would have to wait for.
  let key = 0;
  const refused = await eventually(
    async () => (await ask(`more-${key++}`)).enqueueMessage,
    (answer) => answer.__typename === 'QueueFull',
  );
  expect(refused).toMatchObject({
    code: 'QUEUE_FULL',
    retryable: true,
  });
  expect('retryAfterSeconds' in refused && refused.retryAfterSeconds).toBeGreaterThanOrEqual(5);
  const before = await countRows(database);
  expect((await ask('refused')).enqueueMessage.__typename).toBe('QueueFull');
  expect(await countRows(database)).toEqual(before);

  expect((await ask('first')).enqueueMessage).toMatchObject({ replayed: true });
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  expect((await ask('scheduled', { sendAt })).enqueueMessage.__typename).toBe('EnqueuedMessage');
  expect((await ask('urgent', { priority: 'HIGH' })).enqueueMessage.__typename).toBe('EnqueuedMessage');

  // Some of those that were asked with got in.
  for (const id of ids) await api.call(Cancel, { id });
  const taken = await eventually(
    async () => (await ask('refused')).enqueueMessage,
    (answer) => answer.__typename === 'EnqueuedMessage',
  );
  expect(taken).toMatchObject({ replayed: false });
});

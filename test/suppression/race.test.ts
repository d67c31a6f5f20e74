import { expect, test } from 'vitest';
import { EnqueueList, CurrentCursor, Unsubscribe, Watch } from '../support/operations.ts';
import { sender, startGateway } from '../support/start-gateway.ts';

const total = 1_000;
const to = { phone: '+16505550101' };

test('unsubscribing while 1,000 filtered messages to that person wait: no claim that began after the answer sends anything', async () => {
  // Few sends at once, each slow, so that most messages still wait.
  await using gateway = await startGateway({ env: { DISPATCH_CONCURRENCY: '4' } });
  const { api, simulator, database } = gateway;
  await simulator.setRules({
    rules: [{ match: {}, answer: { kind: 'slowHead', ms: 20 }, webhooks: { drop: 'all' } }],
  });
  const { cursor } = await api.call(CurrentCursor, {});
  const { enqueueMessages } = await api.call(EnqueueList, {
    inputs: Array.from({ length: total }, (_, index) => ({
      from: sender,
      to,
      message: { text: { body: `Message ${index}`, previewUrl: false } },
      filterUnsubscribed: true,
      filterBlocked: false,
    })),
  });
  expect(enqueueMessages.every((each) => each.__typename === 'EnqueuedMessage')).toBe(true);

  const ended = new Map<string, string>();
  let answeredAt: Date | undefined;
  for await (const { messageEvents: item } of api.watch(Watch, {
    after: cursor,
    filter: { statuses: ['ACCEPTED', 'FAILED'] },
  })) {
    if (item.__typename !== 'MessageEvent') continue;
    ended.set(item.message.id, item.status);
    if (ended.size === 50) {
      await api.call(Unsubscribe, { input: { recipient: to, scope: 'ALL' } });
      [answeredAt] = (await database.query<{ now: Date }>('SELECT clock_timestamp() AS now')).map(
        (row) => row.now,
      );
    }
    if (ended.size === total) break;
  }

  const late = await database.query('SELECT message_id FROM attempt WHERE started_at > $1', [answeredAt]);
  expect(late).toEqual([]);
  const accepted = [...ended].filter(([, status]) => status === 'ACCEPTED').map(([id]) => id);
  const sent = (await simulator.ledger()).map((entry) => entry.opaque?.split('.')[1]);
  expect(new Set(sent)).toEqual(new Set(accepted));
  expect(accepted.length).toBeGreaterThanOrEqual(50);
  expect(accepted.length).toBeLessThan(total / 2);
  const failed = await database.query<{ code: string }>(
    `SELECT DISTINCT error ->> 'code' AS code FROM delivery WHERE phase = 'FAILED'`,
  );
  expect(failed).toEqual([{ code: 'RECIPIENT_UNSUBSCRIBED' }]);
});

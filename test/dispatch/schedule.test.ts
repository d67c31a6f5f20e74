import { expect, test } from 'vitest';
import { enqueue } from '../graphql/scene.ts';
import { Cancel, CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, withoutWorker } from '../support/start-worker.ts';
import { watchMessage } from '../support/watch-message.ts';

test('a scheduled message leaves at its time and not before', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const sendAt = new Date(Date.now() + 1_500).toISOString();
  const id = await enqueue(api, { sendAt });
  const events = await watchMessage(api, id, { after, until: 'SENT' });
  expect(events.map((event) => event.status).slice(0, 3)).toEqual(['SCHEDULED', 'QUEUED', 'SENDING']);
  expect(Date.parse(events[1]?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(sendAt));
  expect(await simulator.ledger()).toHaveLength(1);
});

test('a scheduled message that is canceled is never sent', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const sendAt = new Date(Date.now() + 1_000).toISOString();
  const canceled = await enqueue(api, { sendAt });
  const sent = await enqueue(api, { sendAt, to: { phone: '+16505550102' } });
  expect((await api.call(Cancel, { id: canceled })).cancelMessage.__typename).toBe('CanceledMessage');
  await watchMessage(api, sent, { after, until: 'SENT' });
  expect((await api.call(FindMessage, { id: canceled })).message?.status).toBe('CANCELED');
  expect(await simulator.ledger()).toMatchObject([{ recipient: '+16505550102' }]);
});

test('a scheduled message has no job, and finding what is due does not read those that are not', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database } = gateway;
  const id = await enqueue(api, { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect(await database.query(`SELECT 1 FROM pgboss.job WHERE name LIKE 'send/%'`)).toEqual([]);

  // 50,000 more of the same for next week.
  await database.query(
    `INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
     SELECT tenant_id, gen_random_uuid(), sender_id, type, created_at FROM message, generate_series(1, 50000)
     WHERE message_id = $1`,
    [id],
  );
  await database.query(
    `INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, parked_for, not_before, expires_at)
     SELECT tenant_id, message_id, sender_id, 'SCHEDULED', false, 'SEND_AT', now() + interval '7 days',
       now() + interval '8 days' FROM message WHERE message_id <> $1`,
    [id],
  );
  await database.query('ANALYZE delivery');
  const plan = await database.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS) SELECT message_id FROM delivery
     WHERE NOT ready AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT') AND not_before <= now() AND expires_at > now()
       AND parked_for <> 'ORDER' ORDER BY not_before LIMIT 500 FOR UPDATE SKIP LOCKED`,
  );
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('delivery_parked');
  expect(Number(/Buffers: shared hit=(\d+)/.exec(text)?.[1])).toBeLessThan(50);
});

import { expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { Cancel, CurrentCursor } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

const person = '+16505550101';

test('messages to one recipient beyond the burst get places one after another, are claimed once each at their place, and hold up nobody else', async () => {
  const env = { ...withoutWorker, PAIR_BURST: '3', PAIR_INTERVAL_MS: '500' };
  await using gateway = await startGateway({ env });
  const { api, simulator, database } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  for (let count = 0; count < 8; count += 1) await enqueueText(api, person);
  const other = await enqueueText(api, '+16505550102');
  await using workers = new AsyncDisposableStack();
  // The usual budget: on a busy machine a short one may end before a message leaves.
  const patient = { housekeeping: shortTimes.housekeeping, gates: shortTimes.gates };
  workers.use(await startWorker(gateway, patient));
  workers.use(await startWorker(gateway, patient));
  await watchStatuses(api, other, { after, until: 'READ' });
  const ledger = await eventually(
    () => simulator.ledger(),
    (entries) => entries.length === 9,
  );
  const times = ledger.filter((each) => each.recipient === person).map((each) => Date.parse(each.time));
  const [first] = await database.query<{ at: Date }>('SELECT min(started_at) AS at FROM attempt');
  const sinceFirst = times.map((each) => each - Number(first?.at));
  // Three at once, then one in half a second each; the promoter brings them a little late, never early.
  sinceFirst.slice(3).forEach((ms, index) => {
    expect(ms).toBeGreaterThanOrEqual((index + 1) * 500 - 100);
  });
  expect(await database.query('SELECT DISTINCT attempt, pair_slot FROM delivery')).toEqual([
    { attempt: 1, pair_slot: null },
  ]);
  // A job when it was stored and one for its place, and a few of housekeeping: nothing is fetched in circles.
  const [jobs] = await database.query<{ made: number }>(
    `SELECT sum(n_tup_ins)::int AS made FROM pg_stat_user_tables WHERE schemaname = 'pgboss' AND relname LIKE 'job%'`,
  );
  expect(jobs?.made).toBeLessThanOrEqual(2 * 9 + 12);
});

test('a message that ends before its place would come takes no place, and waits for its end without a job', async () => {
  const env = { ...withoutWorker, PAIR_BURST: '1', PAIR_INTERVAL_MS: '600000' };
  await using gateway = await startGateway({ env });
  const { api, database } = gateway;
  await enqueueText(api, person);
  const second = await enqueueText(api, person);
  await database.query(
    `UPDATE delivery SET expires_at = now() + interval '5 minutes' WHERE message_id = $1`,
    [second],
  );
  const third = await enqueueText(api, person);
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  const rows = await eventually(
    () => parked(gateway),
    (seen) => seen.length === 2,
  );
  expect(rows).toMatchObject([
    { message_id: second, attempt: 0, slot_minutes: null, wait_minutes: 5 },
    { message_id: third, attempt: 0, slot_minutes: 10, wait_minutes: 10 },
  ]);
  const { cancelMessage } = await api.call(Cancel, { id: third });
  expect(cancelMessage.__typename).toBe('CanceledMessage');
});

test('131056 makes this recipient wait and no other, costs no try, and those behind it do not overtake', async () => {
  await using gateway = await startGateway({ times: shortTimes, env: { PAIR_BURST: '10' } });
  const { api, simulator, database } = gateway;
  const refuseOnce = { match: { recipient: person, times: 1 }, answer: { kind: 'error', code: 131056 } };
  await simulator.setRules({ rules: [refuseOnce] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const first = await enqueueText(api, person);
  await watchStatuses(api, first, { after, until: 'RETRYING' });
  const second = await enqueueText(api, person);
  const other = await enqueueText(api, '+16505550102');
  await watchStatuses(api, other, { after, until: 'READ' });
  const rows = await eventually(
    () => parked(gateway),
    (seen) => seen.some((row) => row['message_id'] === second),
  );
  expect(rows.find((row) => row['message_id'] === second)).toMatchObject({ attempt: 0 });
  await watchStatuses(api, first, { after, until: 'READ' });
  expect(await database.query('SELECT strikes FROM pair_pace WHERE strikes > 0')).toEqual([{ strikes: 1 }]);
  expect(await database.query('SELECT DISTINCT tries FROM delivery')).toEqual([{ tries: 0 }]);
});

async function parked({ database }: Gateway): Promise<Record<string, unknown>[]> {
  return database.query(
    `SELECT message_id, attempt, round(extract(epoch FROM pair_slot - now()) / 60)::int AS slot_minutes,
       round(extract(epoch FROM not_before - now()) / 60)::int AS wait_minutes
     FROM delivery WHERE parked_for = 'PAIR_PACE' ORDER BY message_id`,
  );
}

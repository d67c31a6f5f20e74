import { setImmediate as breathe } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createCapacity } from '../../src/dispatch/capacity.ts';
import { countInFlight } from '../../src/dispatch/in-flight.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { eventually } from '../support/eventually.ts';
import { isDrained } from '../support/fill-queue.ts';
import { startGateway } from '../support/start-gateway.ts';

const concurrency = 8;
/** Of each answer; far above what a claim takes. */
const answerMs = 500;

test('while WhatsApp is slow nothing is claimed ahead: what cannot be sent yet can still be canceled', async () => {
  await using gateway = await startGateway({ env: { DISPATCH_CONCURRENCY: String(concurrency) } });
  const { api, database, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'slowHead', ms: answerMs } }] });
  await enqueueMany(api, { clients: 1, total: 50 });
  await eventually(
    () => isDrained(database),
    (drained) => drained,
  );
  const claims = await database.query<{ id: string; at: Date }>(
    'SELECT message_id AS id, started_at AS at FROM attempt',
  );
  const claimedAt = new Map(claims.map(({ id, at }) => [id, at.getTime()]));
  const waited = (await simulator.ledger()).map(
    ({ time, opaque }) => Date.parse(time) - (claimedAt.get(opaque?.split('.')[1] ?? '') ?? NaN),
  );
  expect(waited.length).toBe(50);
  // Whoever is claimed ahead waits for an answer to somebody else: all but the first would. A busy machine is late now
  // and then.
  expect(waited.filter((ms) => ms > answerMs / 2).length).toBeLessThan(25);
});

test('places that come back quickly may be given away once more before they are free, and never more than there are', async () => {
  const capacity = createCapacity(4);
  const { signal } = new AbortController();
  expect(await capacity.take(4, signal)).toBe(4);
  expect(capacity.soonFree()).toBe(0);
  // Answers come all the time.
  const answering = setInterval(() => {
    capacity.release();
    void capacity.take(1, signal);
  }, 5);
  await eventually(
    () => Promise.resolve(capacity.soonFree()),
    (soon) => soon > 0,
  );
  expect(capacity.soonFree()).toBeLessThanOrEqual(4);
  clearInterval(answering);
});

test('places that were given back unused say nothing of how soon others will be free', async () => {
  const capacity = createCapacity(4);
  const { signal } = new AbortController();
  // Through three spans of a claim and more.
  const end = performance.now() + 150;
  while (performance.now() < end) {
    capacity.giveBack(await capacity.take(4, signal));
    expect(capacity.soonFree()).toBe(0);
    await breathe();
  }
});

test('whoever waits for what is in flight is woken as soon as it is few enough, or when the time is over', async () => {
  const inFlight = countInFlight();
  const ends = [inFlight.begin(), inFlight.begin(), inFlight.begin()];
  const woken: string[] = [];
  const few = inFlight.untilAtMost(1).then(() => woken.push('few'));
  const late = inFlight.untilAtMost(0, 5).then(() => woken.push('late'));
  await inFlight.untilAtMost(3);
  await late;
  expect(woken).toEqual(['late']);
  ends.slice(0, 2).forEach((end) => {
    end();
  });
  await few;
  expect(woken).toEqual(['late', 'few']);
  expect(inFlight.count).toBe(1);
});

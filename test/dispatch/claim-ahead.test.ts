import { expect, test } from 'vitest';
import { createCapacity } from '../../src/dispatch/capacity.ts';
import { countInFlight } from '../../src/dispatch/in-flight.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { eventually } from '../support/eventually.ts';
import { isDrained } from '../support/fill-queue.ts';
import { startGateway } from '../support/start-gateway.ts';

const concurrency = 8;
/** Of each answer; far above what a claim takes. */
const answerMs = 300;

test('while WhatsApp is slow nothing is claimed ahead: what cannot be sent yet can still be canceled', async () => {
  await using gateway = await startGateway({ env: { DISPATCH_CONCURRENCY: String(concurrency) } });
  const { api, database, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'slowHead', ms: answerMs } }] });
  await enqueueMany(api, { clients: 1, total: 50 });
  let most = 0;
  await eventually(
    async () => {
      const [row] = await database.query<{ claimed: number }>(
        `SELECT count(*)::int AS claimed FROM attempt
         WHERE finished_at IS NULL AND started_at < clock_timestamp() - make_interval(secs => $1 / 2000.0)`,
        [answerMs],
      );
      most = Math.max(most, row?.claimed ?? 0);
      return isDrained(database);
    },
    (drained) => drained,
  );
  // Of those that were claimed half an answer ago each has a connection.
  expect(most).toBeGreaterThan(concurrency / 2);
  expect(most).toBeLessThanOrEqual(concurrency);
});

test('places that come back quickly may be given away once more before they are free, and never more than there are', async () => {
  const capacity = createCapacity(4);
  const { signal } = new AbortController();
  expect(await capacity.take(4, signal)).toBe(4);
  expect(capacity.soonFree()).toBe(0);
  // Answers come all the time.
  const answering = setInterval(() => {
    capacity.release(2);
    void capacity.take(2, signal);
  }, 5);
  await eventually(
    () => Promise.resolve(capacity.soonFree()),
    (soon) => soon > 0,
  );
  expect(capacity.soonFree()).toBeLessThanOrEqual(4);
  clearInterval(answering);
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

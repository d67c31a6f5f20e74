import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Held } from '../../src/delivery/delivery.ts';
import type { Evidence, Target } from '../../src/delivery/evidence.ts';
import { proveAll } from '../../src/delivery/record-statuses.ts';
import { settleAttempt } from '../../src/delivery/settle-attempt.ts';
import { giveToPolicy } from '../../src/delivery/settle-unknown.ts';
import { rank, rankOfWord, statusOf } from '../../src/delivery/status.ts';
import { endLease } from '../../src/delivery/sweep-leases.ts';
import { after, attempt, messageId, now, senderId, sending, wamid } from './made.ts';

/** What reaches a message: a status of a webhook, or the answer to its own send. */
type Said = (Evidence & Target) | 'ANSWER';

const word = fc.constantFrom(
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'deleted',
  'warning',
  'accepted',
);
const time = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
const code = fc.constantFrom('131026', '131047', '131049');
const status: fc.Arbitrary<Said> = fc.record({ word, time, code }).map(({ word, time, code }) => ({
  messageId,
  attempt: 1,
  senderId,
  wamid,
  status: word,
  rank: rankOfWord(word),
  providerAt: time === undefined ? undefined : after(time * 1000),
  error: word === 'failed' ? { code, title: `Title of ${code}` } : undefined,
}));
const story = fc.array(fc.oneof({ weight: 6, arbitrary: status }, fc.constant<Said>('ANSWER')), {
  maxLength: 8,
});

/** The same things said in another order, some of them again, in batches of any size. */
const retold = story.chain((said) =>
  fc
    .tuple(fc.subarray(said), fc.array(fc.nat(said.length * 2), { maxLength: 6 }))
    .chain(([again, cuts]) =>
      fc
        .shuffledSubarray([...said, ...again], { minLength: said.length + again.length })
        .map((order) => ({ said, batches: split(order, cuts) })),
    ),
);

test('any order, repetition and splitting of what WhatsApp says gives the same message', () => {
  fc.assert(
    fc.property(retold, ({ said, batches }) => {
      expect(endOf(batches)).toEqual(endOf(said.map((each) => [each])));
    }),
    { numRuns: 2_000 },
  );
});

test('the rank of a message with one attempt never falls, whatever is said and however often', () => {
  fc.assert(
    fc.property(story, (said) => {
      const ranks = historyOf(said.map((each) => [each])).map((held) => held.delivery.rank);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
    { numRuns: 2_000 },
  );
});

test('what was proved once makes no event when it is said again', () => {
  fc.assert(
    fc.property(story, (said) => {
      const end = historyOf([said]).at(-1) ?? sending();
      const before = statusOf(end.delivery);
      expect(statusOf(tell(end, said).delivery)).toBe(before);
    }),
  );
});

test('a word that nobody knows changes nothing', () => {
  const [held] = historyOf([]);
  for (const odd of ['deleted', 'warning', 'constructor', '__proto__', 'SENT']) {
    const said = { messageId, attempt: 1, senderId, wamid, status: odd, rank: rankOfWord(odd) };
    expect(tell(held ?? sending(), [said])).toMatchObject({ delivery: sending().delivery });
  }
});

/** What a caller sees, and what decides what happens next. */
function endOf(batches: readonly (readonly Said[])[]) {
  const { delivery } = historyOf(batches).at(-1) ?? sending();
  return { ...delivery, status: statusOf(delivery) };
}

function historyOf(batches: readonly (readonly Said[])[]): Held[] {
  const history: Held[] = [sending()];
  for (const batch of batches) history.push(tell(history.at(-1) ?? sending(), batch));
  return history;
}

/** As the rooms do it: the statuses of one webhook together, an answer by itself. */
function tell(held: Held, batch: readonly Said[]): Held {
  let told = held;
  if (batch.includes('ANSWER')) {
    const answer = { messageId, attempt: 1, outcome: 'ACCEPTED', wamid, durationMs: 5 } as const;
    told = settleAttempt(told, answer, now);
  }
  const [proved] = proveAll(
    new Map([[messageId, told]]),
    batch.filter((each) => each !== 'ANSWER'),
  );
  return proved ?? told;
}

function split<T>(items: readonly T[], cuts: readonly number[]): T[][] {
  const places = [0, ...cuts.map((cut) => Math.min(cut, items.length)).sort((a, b) => a - b), items.length];
  return places.slice(1).map((end, index) => items.slice(places[index], end));
}

test('the refusal of an earlier attempt is history once WhatsApp speaks of the message', () => {
  const retried = sending(2, { error: { code: '100', title: 'Refused before' } });
  const said = { messageId, attempt: 2, senderId, wamid };
  const sent = tell(retried, [{ ...said, status: 'sent', rank: rank.SENT }]);
  expect(sent.delivery.error).toBeNull();
  const error = { code: '131026', title: 'Message undeliverable' };
  const failed = tell(retried, [{ ...said, status: 'failed', rank: rank.FAILED, error }]);
  expect(failed.delivery.error).toEqual(error);
});

/** A first copy whose silence was judged, and a second one that runs: what is said of either, in any order. */
const twoCopies: Held = {
  delivery: sending(2, {
    inDoubt: true,
    possibleDuplicate: true,
    error: { code: 'NO_ANSWER', title: 'No answer' },
  }).delivery,
  attempts: [attempt(1, { outcome: 'UNKNOWN', finishedAt: now, closed: true }), attempt(2)],
};
const ofEither = fc.array(
  fc.tuple(status, fc.constantFrom(1, 2)).map(([said, number]) =>
    // Only "ANSWER" is no object, and it is not among these.
    ({ ...(said as Evidence), messageId, attempt: number, wamid: `wamid.OUT${number}` }),
  ),
  { maxLength: 8 },
);

test('with two copies, too, the order in which things are said of them does not matter', () => {
  const told = (said: readonly (Evidence & Target)[]) => {
    let held = twoCopies;
    for (const each of said) held = proveAll(new Map([[messageId, held]]), [each])[0] ?? held;
    // The first that gave a price keeps it; here nobody gives one.
    return { ...held.delivery, attempts: held.attempts };
  };
  fc.assert(
    fc.property(
      ofEither.chain((said) =>
        fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })),
      ),
      ([said, shuffled]) => {
        expect(told(shuffled)).toEqual(told(said));
      },
    ),
    { numRuns: 5_000 },
  );
});

test('with two copies, too, the rank never falls, and a failure of one shows when the other is settled', () => {
  fc.assert(
    fc.property(ofEither, fc.constantFrom('REFUSED', 'NOT_WRITTEN', 'SILENCE'), (said, end) => {
      let held = twoCopies;
      const ranks: number[] = [];
      for (const each of said) {
        held = proveAll(new Map([[messageId, held]]), [each])[0] ?? held;
        ranks.push(held.delivery.rank);
      }
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      const before = held.delivery.rank;
      if (end === 'SILENCE') {
        if (held.delivery.phase !== 'SENDING') return;
        held = giveToPolicy(endLease(held, now), now);
      } else {
        held = settleAttempt(held, { messageId, attempt: 2, outcome: end, durationMs: 1 }, now);
      }
      expect(held.delivery.rank).toBeGreaterThanOrEqual(before);
      const failed = held.attempts.some((each) => each.rank === rank.FAILED);
      if (failed) expect(held.delivery.rank).toBeGreaterThanOrEqual(rank.FAILED);
    }),
    { numRuns: 5_000 },
  );
});

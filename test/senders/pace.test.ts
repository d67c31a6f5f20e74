import fc from 'fast-check';
import { expect, test } from 'vitest';
import { burstOf, currentPace, slowDown, takeFromPace, type Pace } from '../../src/senders/pace.ts';

const rested: Pace = { tatMs: 0, slowedTo: null, slowedAtMs: null };
const epochMs = 1_800_000_000_000;

test('in no span does the pace give more than its rate and one burst, whoever asks for how much and when', () => {
  const asks = fc.array(fc.record({ afterMs: fc.nat(400), want: fc.integer({ min: 1, max: 200 }) }), {
    minLength: 1,
    maxLength: 120,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), asks, (perSecond, given) => {
      const grants = grantAll(perSecond, given);
      grants.forEach((first, from) => {
        let granted = 0;
        for (const { atMs, count } of grants.slice(from)) {
          granted += count;
          const most = ((atMs - first.atMs) / 1000) * perSecond + burstOf(perSecond);
          expect(granted).toBeLessThanOrEqual(most + 0.01);
        }
      });
    }),
  );
});

test('somebody who always asks, and looks again when told, gets the whole pace', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 64 }), (perSecond, want) => {
      let pace: Pace = { ...rested, tatMs: epochMs };
      let nowMs = epochMs;
      let granted = 0;
      while (nowMs < epochMs + 20_000) {
        const taken = takeFromPace(pace, perSecond, want, nowMs);
        pace = taken.pace;
        granted += taken.granted;
        nowMs += taken.waitMs;
      }
      expect(granted).toBeGreaterThanOrEqual(20 * perSecond);
    }),
  );
});

test('a refusal says when to look again: no sooner is there enough, and then there is', () => {
  const pace = { ...rested, tatMs: epochMs + 1_000 };
  const { granted, waitMs } = takeFromPace(pace, 80, 10, epochMs);
  expect(granted).toBe(0);
  expect(takeFromPace(pace, 80, 10, epochMs + waitMs - 1).granted).toBe(0);
  expect(takeFromPace(pace, 80, 10, epochMs + waitMs).granted).toBe(10);
});

test('"too fast" halves the pace once a second at most and never below a sixteenth, and 5 % of the full pace come back in 10 seconds', () => {
  expect(currentPace(80, rested, epochMs)).toBe(78);
  const once = slowDown(rested, epochMs);
  expect(currentPace(80, once, epochMs)).toBe(39);
  expect(slowDown(once, epochMs + 999)).toBe(once);
  expect(currentPace(80, slowDown(once, epochMs + 1_000), epochMs + 1_000)).toBeCloseTo(19.7, 1);
  expect(currentPace(80, once, epochMs + 10_000)).toBeCloseTo(39 + 3.9);
  expect(currentPace(80, once, epochMs + 100_000)).toBeCloseTo(78);
  expect(currentPace(80, once, epochMs + 10_000_000)).toBe(78);

  fc.assert(
    fc.property(fc.array(fc.nat(60_000), { maxLength: 60 }), (pauses) => {
      let pace = rested;
      let nowMs = epochMs;
      for (const pause of pauses) {
        nowMs += pause;
        const before = currentPace(80, pace, nowMs);
        pace = slowDown(pace, nowMs);
        const after = currentPace(80, pace, nowMs);
        expect(after).toBeGreaterThanOrEqual(Math.min(before, 78 / 16) - 1e-9);
        expect(after).toBeLessThanOrEqual(before);
      }
    }),
  );
});

function grantAll(
  perSecond: number,
  asks: readonly { afterMs: number; want: number }[],
): { atMs: number; count: number }[] {
  let pace = rested;
  let nowMs = epochMs;
  return asks.map(({ afterMs, want }) => {
    nowMs += afterMs;
    const taken = takeFromPace(pace, perSecond, want, nowMs);
    pace = taken.pace;
    return { atMs: nowMs, count: taken.granted };
  });
}

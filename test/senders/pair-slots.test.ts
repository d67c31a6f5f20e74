import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeInPair, strike, type Pair, type PairLimits } from '../../src/senders/pair-slots.ts';

const limits: PairLimits = { intervalMs: 6_000, burst: 10 };
const epochMs = 1_800_000_000_000;
const never = Infinity;
const rested: Pair = { tatMs: epochMs, strikes: 0, struckAtMs: null };

test('messages to one recipient go in one burst, and then get places one after another', () => {
  const places = placeMany(rested, 13, epochMs).map((each) => each.place);
  expect(places.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'GO'));
  expect(places.slice(10)).toEqual([epochMs + 6_000, epochMs + 12_000, epochMs + 18_000]);
});

test('whoever comes when and with whatever places: what goes is never more than the pace and two bursts in any span', () => {
  const steps = fc.array(fc.record({ afterMs: fc.nat(40_000), isNew: fc.boolean() }), { maxLength: 150 });
  fc.assert(
    fc.property(steps, (given) => {
      let pair = rested;
      let nowMs = epochMs;
      const parked: number[] = [];
      const gone: number[] = [];
      const ask = (slotMs: number | null): void => {
        const placed = placeInPair(pair, { slotMs, latestMs: never }, limits, nowMs);
        pair = placed.pair;
        if (placed.place === 'GO') gone.push(nowMs);
        else parked.push(placed.place === 'TOO_LATE' ? never : placed.place);
      };
      for (const { afterMs, isNew } of given) {
        nowMs += afterMs;
        const due = parked.filter((each) => each <= nowMs);
        parked.splice(0, parked.length, ...parked.filter((each) => each > nowMs));
        due.forEach(ask);
        if (isNew) ask(null);
      }
      gone.forEach((from, first) => {
        gone.slice(first).forEach((to, more) => {
          expect(more + 1).toBeLessThanOrEqual((to - from) / limits.intervalMs + 2 * limits.burst + 1);
        });
      });
    }),
  );
});

test('a message that comes back at its time goes and takes no second place; one that comes much later gets in line again', () => {
  const busy = placeMany(rested, 12, epochMs).at(-1)?.pair ?? rested;
  const slotMs = epochMs + 12_000;
  const inTime = placeInPair(busy, { slotMs, latestMs: never }, limits, slotMs + 1_500);
  expect(inTime).toEqual({ pair: busy, place: 'GO' });
  const late = placeInPair(busy, { slotMs, latestMs: never }, limits, slotMs + 30_001);
  expect(late.pair.tatMs).toBe(busy.tatMs + limits.intervalMs);
});

test('a message that ends before its place would come takes none', () => {
  const busy = placeMany(rested, 10, epochMs).at(-1)?.pair ?? rested;
  const asked = { slotMs: null, latestMs: epochMs + 5_999 };
  expect(placeInPair(busy, asked, limits, epochMs)).toEqual({ pair: busy, place: 'TOO_LATE' });
});

test('a pair that WhatsApp refuses rests 1, 4, 16, 64, 256 seconds and 5 minutes at most, and all its messages wait with it', () => {
  let pair = rested;
  let nowMs = epochMs;
  const rests = Array.from({ length: 7 }, () => {
    const struck = strike(pair, limits, nowMs);
    pair = struck.pair;
    const rest = struck.place - nowMs;
    const next = placeInPair(pair, { slotMs: null, latestMs: never }, limits, nowMs);
    expect(next.place).toBeGreaterThan(struck.place);
    const came = placeInPair(pair, { slotMs: nowMs, latestMs: never }, limits, nowMs + rest - 1);
    expect(came.place).not.toBe('GO');
    nowMs = struck.place;
    return rest;
  });
  expect(rests).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, 300_000, 300_000]);
  expect(strike(pair, limits, nowMs + 600_001).place).toBe(nowMs + 600_001 + 1_000);
});

test('refusals of messages that were under way together are one strike, with places one after another', () => {
  const first = strike(rested, limits, epochMs);
  const second = strike(first.pair, limits, epochMs + 10);
  const third = strike(second.pair, limits, epochMs + 20);
  expect(third.pair.strikes).toBe(1);
  expect([second.place - first.place, third.place - second.place]).toEqual([6_000, 6_000]);
});

function placeMany(from: Pair, count: number, nowMs: number): ReturnType<typeof placeInPair>[] {
  let pair = from;
  return Array.from({ length: count }, () => {
    const placed = placeInPair(pair, { slotMs: null, latestMs: never }, limits, nowMs);
    pair = placed.pair;
    return placed;
  });
}

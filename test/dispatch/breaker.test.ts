import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isHostSick,
  isSenderSick,
  isUncertain,
  note,
  nothingYet,
  type Health,
  type Recent,
} from '../../src/dispatch/breaker.ts';
import { defaultGateTimes, pauseAfter, restOf } from '../../src/dispatch/gate-times.ts';

const windowMs = 30_000;
const health = fc.constantFrom<Health>('GOOD', 'NOT_WRITTEN', 'UNKNOWN', 'FAULT');

test('a sender is sick exactly when at least ten sends reached WhatsApp within half a minute and half of them went wrong', () => {
  const sends = fc.array(fc.record({ afterMs: fc.nat(4_000), health }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(sends, (given) => {
      let recent = nothingYet;
      let nowMs = 0;
      const seen: { atMs: number; health: Health }[] = [];
      for (const each of given) {
        nowMs += each.afterMs;
        recent = note(recent, each.health, nowMs, windowMs);
        seen.push({ atMs: nowMs, health: each.health });
        const bySpan = [windowMs, windowMs * 0.9].map((spanMs) => {
          const reached = seen.filter((it) => it.health !== 'NOT_WRITTEN' && nowMs - it.atMs < spanMs);
          const bad = reached.filter((it) => it.health !== 'GOOD').length;
          return reached.length >= 10 && bad * 2 >= reached.length;
        });
        // What is older than nine tenths of the window may be forgotten with its bucket.
        if (bySpan[0] === bySpan[1] && isAlike(seen, nowMs)) {
          expect(isSenderSick(recent, nowMs, windowMs)).toBe(bySpan[0]);
        }
        expect(recent.buckets.length).toBeLessThanOrEqual(11);
        expect(recent.unknowns.length).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('what never left this process makes its host sick and no sender', () => {
  const recent = noteAll(Array.from({ length: 10 }, () => 'NOT_WRITTEN'));
  expect(isSenderSick(recent, 0, windowMs)).toBe(false);
  expect(isHostSick([recent], 0, windowMs)).toBe(true);
  expect(isHostSick([recent], windowMs, windowMs)).toBe(false);
});

test('one sender that WhatsApp serves badly is sick alone; when others are served badly too, it is the host', () => {
  const bad = noteAll(Array.from({ length: 10 }, () => 'UNKNOWN'));
  const good = noteAll(Array.from({ length: 5 }, () => 'GOOD'));
  expect(isSenderSick(bad, 0, windowMs)).toBe(true);
  expect(isHostSick([bad, good], 0, windowMs)).toBe(false);
  expect(isHostSick([bad, good, noteAll(['FAULT'])], 0, windowMs)).toBe(true);
});

test('nine bad sends are no proof, and refusals are none at all', () => {
  expect(isSenderSick(noteAll(Array.from({ length: 9 }, () => 'FAULT')), 0, windowMs)).toBe(false);
  expect(isSenderSick(noteAll(Array.from({ length: 50 }, () => 'GOOD')), 0, windowMs)).toBe(false);
});

test('more than 2 % unanswered of the last 50 to 100 sends make a sender uncertain, until enough went well', () => {
  const goods = Array.from({ length: 49 }, (): Health => 'GOOD');
  expect(isUncertain(noteAll([...goods.slice(1), 'UNKNOWN']))).toBe(false);
  expect(isUncertain(noteAll([...goods, 'UNKNOWN']))).toBe(false);
  const uncertain = noteAll(['UNKNOWN', 'UNKNOWN', ...goods]);
  expect(isUncertain(uncertain)).toBe(true);
  expect(isUncertain(noteAll(goods, uncertain))).toBe(false);
});

test('a pause without an end given by WhatsApp grows from a minute to ten, and that of an unreachable host is drawn from 15 to 45 seconds', () => {
  const pauses = [0, 1, 2, 3, 4, 50].map((times) => pauseAfter(undefined, times, defaultGateTimes));
  expect(pauses).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  expect(pauseAfter(300, 7, defaultGateTimes)).toBe(300_000);
  expect([0, 0.5, 0.999].map((random) => restOf(defaultGateTimes, () => random))).toEqual([
    15_000, 30_000, 44_970,
  ]);
});

/** No send lies in the span that a bucket may or may not have forgotten. */
function isAlike(seen: readonly { atMs: number }[], nowMs: number): boolean {
  return !seen.some((it) => nowMs - it.atMs >= windowMs * 0.9 && nowMs - it.atMs < windowMs);
}

function noteAll(healths: readonly Health[], from: Recent = nothingYet): Recent {
  return healths.reduce((recent, each) => note(recent, each, 0, windowMs), from);
}

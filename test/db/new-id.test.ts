import { expect, test, vi } from 'vitest';
import { newId } from '../../src/db/new-id.ts';

test('ids grow, also within a millisecond and when the clock is set back, and all are of version 7', () => {
  const clock = vi.spyOn(Date, 'now');
  const start = Date.parse('2026-11-27T12:00:00Z');
  const moments = [start, start, start + 1, start - 60_000, start + 2];
  const ids = moments.flatMap((ms) => {
    clock.mockReturnValue(ms);
    return Array.from({ length: 1_000 }, newId);
  });
  clock.mockRestore();
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(5_000);
  const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !version7.test(id))).toEqual([]);
});

test('of an id that is known the next one cannot be told', () => {
  // Its last 42 bits are random: two alike among so many would be a wonder.
  const tails = Array.from({ length: 10_000 }, () => newId().slice(-10));
  expect(new Set(tails).size).toBe(10_000);
});

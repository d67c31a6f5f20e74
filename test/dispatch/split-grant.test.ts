import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLowest, watchPriorities } from '../../src/dispatch/split-grant.ts';

test('however the grants are cut, every eighth message is for the lowest priority', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 50 }), (grants) => {
      let before = 0;
      let lowest = 0;
      for (const granted of grants) {
        const count = countLowest(before, granted);
        expect(count).toBeLessThanOrEqual(granted);
        lowest += count;
        before += granted;
      }
      expect(lowest).toBe(Math.floor(before / 8));
    }),
  );
});

test('while all that waits is of one priority every eighth large claim looks for lower ones, and once they are seen each does', () => {
  const watch = watchPriorities();
  const claim = (priorities: readonly number[]): boolean => {
    const looks = watch.looks(64);
    watch.note(priorities, looks);
    return looks;
  };
  const ofOne = Array.from({ length: 24 }, () => claim([1, 1]));
  expect(ofOne.flatMap((looks, at) => (looks ? [at + 1] : []))).toEqual([8, 16, 24]);
  expect(Array.from({ length: 9 }, () => claim([0, 1])).slice(1)).toEqual(Array(8).fill(true));
  expect(claim([1, 1])).toBe(true);
  expect(claim([1, 1])).toBe(false);
});

test('a claim of a few always looks for lower ones', () => {
  expect(watchPriorities().looks(10)).toBe(true);
});

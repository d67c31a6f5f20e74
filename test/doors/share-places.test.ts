import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharePlaces } from '../../src/doors/share-places.ts';

function takeAll(shares: ReturnType<typeof sharePlaces>, holder: string): number {
  let taken = 0;
  while (shares.take(holder)) taken += 1;
  return taken;
}

test('one alone gets half of the places, and those who come after it a part of the rest', () => {
  const shares = sharePlaces(4_000);
  expect(['a', 'b', 'c', 'd'].map((holder) => takeAll(shares, holder))).toEqual([2_000, 1_000, 500, 250]);
});

test('those who take turns get equal parts, and leave one as large for the next', () => {
  const shares = sharePlaces(300);
  let isTaken = true;
  while (isTaken) isTaken = ['a', 'b'].map((holder) => shares.take(holder)).includes(true);
  expect(['a', 'b'].map(shares.holds)).toEqual([100, 100]);
  expect(takeAll(shares, 'c')).toBe(50);
});

test('what is given back is free again, and never more than there is was taken', () => {
  const holders = fc.constantFrom('a', 'b', 'c');
  const steps = fc.array(fc.tuple(holders, fc.integer({ min: 1, max: 30 }), fc.boolean()), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const shares = sharePlaces(100);
      const held: { holder: string; amount: number }[] = [];
      for (const [holder, amount, isTaking] of all) {
        if (isTaking && shares.take(holder, amount)) held.push({ holder, amount });
        const given = isTaking ? undefined : held.pop();
        if (given) shares.release(given.holder, given.amount);
        expect(held.reduce((sum, each) => sum + each.amount, 0)).toBeLessThanOrEqual(100);
      }
      for (const { holder, amount } of held) shares.release(holder, amount);
      expect(takeAll(shares, 'a')).toBe(50);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLowest } from '../../src/dispatch/split-grant.ts';

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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRelease, type OpenPlace } from '../../src/delivery/decide-release.ts';
import { now } from './made.ts';

const after = (ms: number): Date => new Date(now.getTime() + ms);

/** An open lane: some went before the first that waits, and only those can have a time. */
const lane = fc
  .tuple(
    fc.array(fc.option(fc.integer({ min: -5_000, max: 5_000 }), { nil: null }), { maxLength: 4 }),
    fc.nat({ max: 3 }),
  )
  .map(([gone, waiting]): OpenPlace[] =>
    [
      ...gone.map((ms) => ({ isReleased: true, until: ms === null ? null : after(ms) })),
      ...Array.from({ length: waiting }, () => ({ isReleased: false, until: null })),
    ].map((each, index) => ({ ...each, place: index + 1 })),
  );

test('the next message goes exactly when the time of all before it is over, and only the first that waits', () => {
  fc.assert(
    fc.property(lane, (open) => {
      const { release, left } = decideRelease(open, now);
      const holding = open.filter((each) => each.isReleased && (each.until === null || each.until > now));
      const first = open.find((each) => !each.isReleased);
      expect(release).toBe(holding.length > 0 ? undefined : first?.place);
      const passed = release === undefined ? [] : open.filter((each) => each.isReleased);
      expect(left).toEqual(passed.map((each) => each.place));
    }),
  );
});

test('a lane is looked at again within two seconds, and at the moment at which the time of its head is over', () => {
  fc.assert(
    fc.property(lane, (open) => {
      const { lookAt } = decideRelease(open, now);
      expect(lookAt.getTime()).toBeGreaterThan(now.getTime());
      expect(lookAt.getTime()).toBeLessThanOrEqual(now.getTime() + 2_000);
      const head = open.find((each) => !each.isReleased || each.until === null || each.until > now);
      if (head?.until) expect(lookAt.getTime()).toBeLessThanOrEqual(head.until.getTime());
    }),
  );
});

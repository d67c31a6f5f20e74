import { isMoment, moment } from './moment.ts';

export interface MomentRule {
  /** How the sentence names it: "the order". */
  what: string;
  /** In milliseconds: how far ahead it must lie when it is judged. */
  leastAheadMs: number;
}

/** A moment in RFC 3339 that is still to come. This is the one place of the room that looks at the clock. */
export function futureMoment({ what, leastAheadMs }: MomentRule) {
  return moment().superRefine((given, ctx) => {
    if (!isMoment(given)) return;
    const aheadMs = Date.parse(given) - Date.now();
    if (aheadMs >= leastAheadMs) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXPIRES_TOO_SOON' },
      message: `Expected ${what} to expire ${earliest(leastAheadMs)}, but got a moment ${distance(aheadMs)}. Give a later one.`,
    });
  });
}

function earliest(leastAheadMs: number): string {
  return leastAheadMs < 1000 ? 'in the future' : `at least ${leastAheadMs / 1000} s from now`;
}

function distance(aheadMs: number): string {
  const seconds = Math.abs(Math.round(aheadMs / 1000));
  return aheadMs < 0 ? `${seconds} s ago` : `only ${seconds} s ahead`;
}

import { z } from 'zod';

export interface MomentRule {
  /** How the sentence names it: "the order". */
  what: string;
  /** In milliseconds: how far ahead it must lie when it is judged. */
  leastAheadMs: number;
}

/** A moment in RFC 3339 that is still to come. This is the one place of the room that looks at the clock. */
export function futureMoment({ what, leastAheadMs }: MomentRule) {
  return z.string().superRefine((given, ctx) => {
    if (!isMoment(given)) {
      ctx.addIssue({
        code: 'custom',
        params: { code: 'INVALID_DATE_TIME' },
        message:
          'Expected a moment in RFC 3339 with its zone like "2026-11-22T10:00:00Z", ' +
          `but got ${given.length} characters of another form. Check the date, and give the zone.`,
      });
      return;
    }
    const aheadMs = Date.parse(given) - Date.now();
    if (aheadMs >= leastAheadMs) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXPIRES_TOO_SOON' },
      message: `Expected ${what} to expire ${earliest(leastAheadMs)}, but got a moment ${distance(aheadMs)}. Give a later one.`,
    });
  });
}

function isMoment(given: string): boolean {
  const parts = momentForm.exec(given);
  if (parts === null || Number.isNaN(Date.parse(given))) return false;
  const [, year, month, day] = parts.map(Number);
  // The parser turns 30 February into 2 March without a word.
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}

/** Neither 24:00 nor leap seconds: not every reader takes them for the same moment. */
const momentForm =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

function earliest(leastAheadMs: number): string {
  return leastAheadMs < 1000 ? 'in the future' : `at least ${leastAheadMs / 1000} s from now`;
}

function distance(aheadMs: number): string {
  const seconds = Math.abs(Math.round(aheadMs / 1000));
  return aheadMs < 0 ? `${seconds} s ago` : `only ${seconds} s ahead`;
}

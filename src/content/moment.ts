import { z } from 'zod';

/** A moment in RFC 3339 with its zone. Whether it fits the clock is another question. */
export function moment() {
  return z.string().superRefine((given, ctx) => {
    if (isMoment(given)) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'INVALID_DATE_TIME' },
      message:
        'Expected a moment in RFC 3339 with its zone like "2026-11-22T10:00:00Z", ' +
        `but got ${given.length} characters of another form. Check the date, and give the zone.`,
    });
  });
}

export function isMoment(given: string): boolean {
  const parts = momentForm.exec(given);
  if (parts === null || Number.isNaN(Date.parse(given))) return false;
  const [, year, month, day] = parts.map(Number);
  // The parser turns 30 February into 2 March without a word.
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}

/** Neither 24:00 nor leap seconds: not every reader takes them for the same moment. */
const momentForm =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

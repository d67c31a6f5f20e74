import { exactText } from './json-value.ts';

const earliest = Date.UTC(2010, 0); // before WhatsApp had an API
const latest = Date.UTC(2100, 0); // ms, as all here
const maxText = 64; // characters; milliseconds have 13

/**
 * A moment to the second, as all times of WhatsApp are kept: UNIX seconds or milliseconds, as text or number, or a time of
 * ISO 8601 with its zone. Parts of a second are left out. Anything else is not a time, and no time is better than a wrong
 * one.
 */
export function unixTime(value: unknown): Date | undefined {
  const text = exactText(typeof value === 'number' ? String(value) : value, maxText);
  const at = text === undefined ? undefined : (msOfNumber(text) ?? msOfDate(text));
  if (at === undefined || !(at >= earliest && at < latest)) return undefined;
  return new Date(Math.floor(at / 1000) * 1000);
}

function msOfNumber(text: string): number | undefined {
  const [, digits] = /^([0-9]{1,13})(?:\.[0-9]+)?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  // Thirteen digits are milliseconds, which come now and then.
  return digits.length === 13 ? Number(digits) : Number(digits) * 1000;
}

/** Graph writes the zone without a colon. */
function msOfDate(text: string): number | undefined {
  if (
    !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})$/.test(
      text,
    )
  )
    return undefined;
  return Date.parse(text.replace(/([+-][0-9]{2})([0-9]{2})$/, '$1:$2'));
}

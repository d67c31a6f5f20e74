import { exactText } from './json-value.ts';

const earliest = Date.UTC(2010, 0) / 1000; // before WhatsApp had an API
const latest = Date.UTC(2100, 0) / 1000; // seconds
const maxText = 64; // characters; milliseconds have 13

/** UNIX seconds or milliseconds as text or number. Anything else is not a time, and no time is better than a wrong one. */
export function unixTime(value: unknown): Date | undefined {
  const text = exactText(value, maxText);
  if (text === undefined || !/^[0-9]{1,13}$/.test(text)) return undefined;
  // Thirteen digits are milliseconds, which come now and then. All times of WhatsApp are kept to the second.
  const seconds = text.length === 13 ? Math.floor(Number(text) / 1000) : Number(text);
  return seconds >= earliest && seconds < latest ? new Date(seconds * 1000) : undefined;
}

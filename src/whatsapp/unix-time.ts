import { exactText } from './json-value.ts';

const earliest = Date.UTC(2010, 0) / 1000; // before WhatsApp had an API
const latest = Date.UTC(2100, 0) / 1000; // seconds; a value in milliseconds lies far beyond
const maxText = 64; // characters

/** UNIX seconds as text or number. Anything else is not a time, and no time is better than a wrong one. */
export function unixTime(value: unknown): Date | undefined {
  const text = exactText(value, maxText);
  if (text === undefined || !/^[0-9]{1,12}$/.test(text)) return undefined;
  const seconds = Number(text);
  return seconds >= earliest && seconds < latest ? new Date(seconds * 1000) : undefined;
}

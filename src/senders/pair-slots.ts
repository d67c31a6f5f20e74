/** How fast one recipient may be written to. */
export interface PairLimits {
  /** Between two messages in the long run; ms. */
  intervalMs: number;
  /** Messages that may go at once after a rest. */
  burst: number;
}

/** What is remembered of a sender and a recipient; times are milliseconds of the database's clock. */
export interface Pair {
  /** Theoretical arrival time of the generic cell rate algorithm. */
  tatMs: number;
  /** Refusals in a row, and the last of them. */
  strikes: number;
  struckAtMs: number | null;
}

/** 'GO': now. A number: at this time, which is reserved. 'TOO_LATE': it ends before its time would come. */
export type Place = 'GO' | 'TOO_LATE' | number;

/** A place that was not used for so long is lost: many of them at once would be a burst that WhatsApp refuses; ms. */
const placeKeepsMs = 30_000;
/** WhatsApp's own advice: 4^n seconds, n from 0. */
const strikeBaseSeconds = 4;
const longestStrikeMs = 5 * 60_000;
/** Refusals further apart have nothing to do with each other; ms. */
const strikeFadesMs = 10 * 60_000;

/** Finds the next place for a message. One that comes back at the time of its place goes, and takes no second one. */
export function placeInPair<P extends Pair>(
  pair: P,
  message: { slotMs: number | null; latestMs: number },
  limits: PairLimits,
  nowMs: number,
): { pair: P; place: Place } {
  const { slotMs, latestMs } = message;
  const isItsTime = slotMs !== null && slotMs <= nowMs && nowMs - slotMs <= placeKeepsMs;
  if (isItsTime && nowMs >= strikeEnd(pair)) return { pair, place: 'GO' };
  const { place, tatMs } = nextPlace(pair, limits, nowMs);
  if (place > latestMs) return { pair, place: 'TOO_LATE' };
  return { pair: { ...pair, tatMs }, place: place <= nowMs ? 'GO' : place };
}

/**
 * WhatsApp refused the pair as too fast: it rests, longer each time, and has no burst afterwards. Refusals of messages
 * that were under way together are one strike. Answers the place of the refused message.
 */
export function strike<P extends Pair>(
  pair: P,
  limits: PairLimits,
  nowMs: number,
): { pair: P; place: number } {
  if (nowMs < strikeEnd(pair)) {
    const { place, tatMs } = nextPlace(pair, limits, nowMs);
    return { pair: { ...pair, tatMs }, place };
  }
  const isFaded = pair.struckAtMs === null || nowMs - pair.struckAtMs > strikeFadesMs;
  const strikes = Math.min(isFaded ? 1 : pair.strikes + 1, 100);
  const place = nowMs + restAfter(strikes);
  const tatMs = Math.max(pair.tatMs, place + limits.burst * limits.intervalMs);
  return { pair: { ...pair, tatMs, strikes, struckAtMs: nowMs }, place };
}

function nextPlace(pair: Pair, limits: PairLimits, nowMs: number): { place: number; tatMs: number } {
  const from = Math.max(pair.tatMs, nowMs);
  return { place: from - (limits.burst - 1) * limits.intervalMs, tatMs: from + limits.intervalMs };
}

function strikeEnd(pair: Pair): number {
  return pair.struckAtMs === null ? -Infinity : pair.struckAtMs + restAfter(pair.strikes);
}

function restAfter(strikes: number): number {
  return Math.min(longestStrikeMs, strikeBaseSeconds ** (strikes - 1) * 1000);
}

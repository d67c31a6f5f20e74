/** How fast a sender may go; times are milliseconds of the database's clock. */
export interface Pace {
  /** Theoretical arrival time of the generic cell rate algorithm: up to when tokens are given away. */
  tatMs: number;
  /** The share of the full pace that was left when WhatsApp last said "too fast". */
  slowedTo: number | null;
  slowedAtMs: number | null;
}

/** What is aimed at of WhatsApp's limit: 78 of 80 a second. Messages that come in count too. */
const aim = 0.975;
/** Tokens are taken for this part of a second, so that a busy worker asks eight times a second. */
const chunksPerSecond = 8;
const largestChunk = 500;
/** What may be made up for after a late look: a quarter of a second. */
const burstChunks = 2;
const slowestShare = 1 / 16;
/** WhatsApp refuses in bursts: what follows the first refusal within this is the same news; ms. */
const sameNewsMs = 1_000;
/** 5 % of the full pace come back in 10 seconds. */
const recoveryPerMs = 0.05 / 10_000;

/** Messages a second that are aimed at now. */
export function currentPace(messagesPerSecond: number, pace: Pace, nowMs: number): number {
  return messagesPerSecond * aim * shareOf(pace, nowMs);
}

/**
 * All tokens that are wanted, a chunk at most, or none and the time until there are enough. Over any span it gives
 * `burstOf` more than the pace at most.
 */
export function takeFromPace<P extends Pace>(
  pace: P,
  perSecond: number,
  want: number,
  nowMs: number,
): { pace: P; granted: number; waitMs: number } {
  const intervalMs = 1000 / perSecond;
  const granted = Math.min(want, chunkOf(perSecond));
  const next = Math.max(pace.tatMs, nowMs) + granted * intervalMs;
  const waitMs = next - nowMs - burstOf(perSecond) * intervalMs;
  return waitMs > toleranceMs
    ? { pace, granted: 0, waitMs }
    : { pace: { ...pace, tatMs: next }, granted, waitMs: 0 };
}

/** Half as fast, once a second at most, and never below a sixteenth. */
export function slowDown<P extends Pace>(pace: P, nowMs: number): P {
  if (pace.slowedAtMs !== null && nowMs - pace.slowedAtMs < sameNewsMs) return pace;
  return { ...pace, slowedTo: Math.max(slowestShare, shareOf(pace, nowMs) / 2), slowedAtMs: nowMs };
}

/** Tokens beyond the pace that one look may find. */
export function burstOf(perSecond: number): number {
  return burstChunks * chunkOf(perSecond);
}

/** Below the microsecond that the database keeps; ms. */
const toleranceMs = 0.001;

function chunkOf(perSecond: number): number {
  return Math.max(1, Math.min(largestChunk, Math.round(perSecond / chunksPerSecond)));
}

function shareOf({ slowedTo, slowedAtMs }: Pace, nowMs: number): number {
  if (slowedTo === null || slowedAtMs === null) return 1;
  return Math.min(1, slowedTo + Math.max(0, nowMs - slowedAtMs) * recoveryPerMs);
}

/** How long gates stay closed and how they are tried again; ms. */
export interface GateTimes {
  /** A lane that may not send looks again after this at the latest: another worker may have opened the gate. */
  lookMs: number;
  /** A probe of which nothing is heard for so long is lost, with its worker. */
  probeMs: number;
  /** A gate that a person has to mend is tried after this, then after twice as long each time … */
  mendMs: number;
  /** … up to this. */
  longestMendMs: number;
  /** An unreachable WhatsApp is tried again after this, half more or less. */
  restMs: number;
  /** What the breaker looks back on. */
  windowMs: number;
}

export const defaultGateTimes: GateTimes = {
  lookMs: 1_000,
  probeMs: 30_000,
  mendMs: 60_000,
  longestMendMs: 10 * 60_000,
  restMs: 30_000,
  windowMs: 30_000,
};

/** How long a refusal of everything closes the gate, after so many in a row. */
export function pauseAfter(waitSeconds: number | undefined, timesBefore: number, times: GateTimes): number {
  if (waitSeconds !== undefined) return waitSeconds * 1000;
  return Math.min(times.longestMendMs, times.mendMs * 2 ** Math.min(timesBefore, 20));
}

/** Workers that gave up together do not come back together. */
export function restOf(times: GateTimes, random: () => number): number {
  return Math.round(times.restMs * (0.5 + random()));
}

/** A gate that closes, is tried again by a few, and opens when they come through. Times are milliseconds of one clock. */
export interface Probing {
  /** Null: open. In the past: it may be tried. */
  closedUntilMs: number | null;
  /** How often in a row it was closed. */
  closedTimes: number;
  /** How many may go now to try it. */
  probesLeft: number | null;
  probesPassed: number;
  probesFailed: number;
  /** Counts the closings: what left before one says nothing about it. */
  turn: number;
}

export const open: Probing = {
  closedUntilMs: null,
  closedTimes: 0,
  probesLeft: null,
  probesPassed: 0,
  probesFailed: 0,
  turn: 0,
};

/** One probe, then three, then ten; when all of them came through it is open. */
const allProbes = 14;

/** How many may go now; where none may, how long until that may change. */
export function admit(gate: Probing, nowMs: number): { most: number; isProbe: boolean; waitMs: number } {
  if (gate.closedUntilMs === null) return { most: Infinity, isProbe: false, waitMs: 0 };
  if ((gate.probesLeft ?? 0) > 0) return { most: gate.probesLeft ?? 0, isProbe: true, waitMs: 0 };
  const waitMs = gate.closedUntilMs - nowMs;
  return waitMs > 0 ? { most: 0, isProbe: true, waitMs } : { most: 1, isProbe: true, waitMs: 0 };
}

/** Notes that probes set out. When nothing is heard of them for `probeMs`, another one may go. */
export function sendProbes<G extends Probing>(gate: G, count: number, nowMs: number, probeMs: number): G {
  return {
    ...gate,
    probesLeft: Math.max(0, (gate.probesLeft ?? 0) - count),
    closedUntilMs: nowMs + probeMs,
  };
}

/** Probes that could not be used: others may go in their place. */
export function returnProbes<G extends Probing>(gate: G, count: number, nowMs: number): G {
  if (gate.closedUntilMs === null) return gate;
  return { ...gate, probesLeft: (gate.probesLeft ?? 0) + count, closedUntilMs: nowMs };
}

export function passProbe<G extends Probing>(gate: G, nowMs: number): G {
  if (gate.closedUntilMs === null) return gate;
  const probesPassed = gate.probesPassed + 1;
  if (probesPassed >= allProbes) return { ...gate, ...open, turn: gate.turn };
  const probesLeft = (gate.probesLeft ?? 0) + allowedAfter(probesPassed) - allowedAfter(gate.probesPassed);
  // While the others are under way the gate waits for them.
  return { ...gate, probesPassed, probesLeft, closedUntilMs: probesLeft > 0 ? nowMs : gate.closedUntilMs };
}

/**
 * A probe that went badly. The gate closes again once more of them did than came through: a service that fails a few
 * requests is no worse than the one that the gate was open for. Until then another one goes in its place.
 */
export function failProbe<G extends Probing>(gate: G, forMs: number, nowMs: number): G {
  if (gate.closedUntilMs === null) return gate;
  const probesFailed = gate.probesFailed + 1;
  if (probesFailed > gate.probesPassed) return close(gate, forMs, nowMs);
  return { ...returnProbes(gate, 1, nowMs), probesFailed };
}

export function close<G extends Probing>(gate: G, forMs: number, nowMs: number): G {
  return {
    ...gate,
    closedUntilMs: nowMs + forMs,
    closedTimes: gate.closedTimes + 1,
    probesLeft: null,
    probesPassed: 0,
    probesFailed: 0,
    turn: gate.turn + 1,
  };
}

/** Probes in all that may set out after so many came through. */
function allowedAfter(passed: number): number {
  if (passed === 0) return 1;
  return passed < 4 ? 4 : allProbes;
}

import { describeFault } from '../db/describe-fault.ts';
import { toError } from '../db/failures.ts';
import type { Log } from '../log/log.ts';

/** Rows that made an act of the clock fail, each alone. They rest, so that the act goes on with the others. */
export interface Aside {
  /** Ids of those that rest now. */
  ids(): string[];
  has(id: string): boolean;
  /** Throws the error when too many rest already: then the act is at fault, and not its rows. */
  add(id: string, error: unknown): void;
}

/** Until a row is tried again: what made it fail may be mended; ms. */
const restMs = 60_000;
/** Rows at once; some hundred bytes each. */
const maxResting = 1_000;
/** Rows that get a line of the log while they rest. */
const maxTold = 20;

export function createAside(act: string, log: Log, now = (): number => performance.now()): Aside {
  const resting = new Map<string, number>();

  function wakeRested(): void {
    for (const [id, until] of resting) if (now() >= until) resting.delete(id);
  }

  return {
    ids() {
      wakeRested();
      return [...resting.keys()];
    },
    has(id) {
      wakeRested();
      return resting.has(id);
    },
    add(id, error) {
      wakeRested();
      if (resting.size >= maxResting) throw toError(error);
      resting.set(id, now() + restMs);
      if (resting.size <= maxTold)
        log.error({ event: 'housekeeping.set_aside', act, id, restMs, cause: describeFault(error) });
    },
  };
}

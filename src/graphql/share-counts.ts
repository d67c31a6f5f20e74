/** Counts that take a while, such as those of long queues. */
export interface Counts<Found> {
  /** A count that begins after it was asked for. Nothing is counted for those who have all left before it begins. */
  ask: (of: string, asker: AbortSignal) => Promise<Found>;
}

interface Waiting<Found> {
  askers: Set<AbortSignal>;
  found: Promise<Found>;
}

/** One count after another, so that connections are left to others; whoever asks the same before it begins gets the same. */
export function shareCounts<Found>(count: (of: string) => Promise<Found>): Counts<Found> {
  const waiting = new Map<string, Waiting<Found>>();
  let last: Promise<unknown> = Promise.resolve();

  function enter(of: string): Waiting<Found> {
    const askers = new Set<AbortSignal>();
    const found = last.then(() => {
      waiting.delete(of);
      for (const asker of askers) if (!asker.aborted) return count(of);
      throw allLeft;
    });
    last = found.catch(() => undefined);
    const entry = { askers, found };
    waiting.set(of, entry);
    return entry;
  }

  return {
    ask(of, asker) {
      const { askers, found } = waiting.get(of) ?? enter(of);
      askers.add(asker);
      return found;
    },
  };
}

/** Nobody hears it. */
const allLeft = new DOMException('Everybody who asked for the count has left.', 'AbortError');

/** As many holders at once as there are connections; the others wait here, in order, and not inside undici. */
export interface Slots {
  /** The function that gives the slot back, or undefined if the signal came first. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  function release(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async take(signal) {
      if (signal.aborted) return undefined;
      if (free > 0) {
        free -= 1;
        return release;
      }
      return await new Promise((resolve) => {
        const settle = (slot: (() => void) | undefined) => {
          waiting.delete(begin);
          signal.removeEventListener('abort', giveUp);
          resolve(slot);
        };
        const begin = () => {
          settle(release);
        };
        const giveUp = () => {
          settle(undefined);
        };
        waiting.add(begin);
        signal.addEventListener('abort', giveUp);
      });
    },
  };
}

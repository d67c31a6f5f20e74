/** Places for sends in flight, shared by the lanes of a process in the order in which they ask. */
export interface Capacity {
  /** Takes from 1 to `most` places as soon as there is one; 0 when the signal came first. */
  take(most: number, signal: AbortSignal): Promise<number>;
  release(count: number): void;
}

export function createCapacity(total: number): Capacity {
  let free = total;
  const waiting = new Set<() => void>();

  function wakeNext(): void {
    const [next] = waiting;
    if (next && free > 0) next();
  }

  return {
    async take(most, signal) {
      while (free === 0 && !signal.aborted) await waitForTurn(waiting, signal);
      if (signal.aborted) return 0;
      const taken = Math.min(free, most);
      free -= taken;
      wakeNext();
      return taken;
    },
    release(count) {
      free += count;
      wakeNext();
    },
  };
}

function waitForTurn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}

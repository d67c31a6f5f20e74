/** Places for sends in flight, shared by the lanes of a process in the order in which they ask. */
export interface Capacity {
  /** Takes from 1 to `most` places as soon as there is one; 0 when the signal came first. */
  take(most: number, signal: AbortSignal): Promise<number>;
  release(count: number): void;
}

interface Waiting {
  most: number;
  serve: (taken: number) => void;
}

export function createCapacity(total: number): Capacity {
  let free = total;
  const waiting = new Set<Waiting>();

  /** Whoever has waited longest is served first, before anybody who asks now. */
  function serveWaiting(): void {
    for (const each of waiting) {
      if (free === 0) return;
      const taken = Math.min(free, each.most);
      free -= taken;
      waiting.delete(each);
      each.serve(taken);
    }
  }

  return {
    async take(most, signal) {
      if (signal.aborted) return 0;
      return new Promise((resolve) => {
        const giveUp = (): void => {
          waiting.delete(asking);
          resolve(0);
        };
        const asking: Waiting = {
          most,
          serve: (taken) => {
            signal.removeEventListener('abort', giveUp);
            resolve(taken);
          },
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.add(asking);
        serveWaiting();
      });
    },
    release(count) {
      free += count;
      serveWaiting();
    },
  };
}

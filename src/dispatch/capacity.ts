/** Places for requests in flight, shared by the lanes of a process in the order in which they ask. */
export interface Capacity {
  /**
   * Places that will have become free by the time that a claim is done, going by those of just now: so many may be
   * claimed ahead, and wait for no longer than the claim would have. None while WhatsApp is slow.
   */
  soonFree(): number;
  /** Takes from 1 to `most` places as soon as there is one; 0 when the signal came first. */
  take(most: number, signal: AbortSignal): Promise<number>;
  /** Places that nothing was sent from: they say nothing of how soon others will be free. */
  giveBack(count: number): void;
  /** A place whose request was answered. */
  release(): void;
}

interface Waiting {
  most: number;
  serve: (taken: number) => void;
}

/** About what a claim takes; ms. */
const claimMs = 30;

export function createCapacity(total: number): Capacity {
  let free = total;
  const waiting = new Set<Waiting>();
  // How many came back in spans of one claim: in the one that runs, and in the two before it.
  let spanSince = performance.now();
  let [inSpan, inLastSpan, inSpanBefore] = [0, 0, 0];

  function noteReturns(count: number): void {
    const spans = Math.floor((performance.now() - spanSince) / claimMs);
    if (spans > 0) {
      [inLastSpan, inSpanBefore] = [spans === 1 ? inSpan : 0, spans === 1 ? inLastSpan : 0];
      inSpan = 0;
      spanSince += spans * claimMs;
    }
    inSpan += count;
  }

  function soonFree(): number {
    noteReturns(0);
    // What came back at once does not come again soon: only a steady flow counts.
    return Math.min(inLastSpan, inSpanBefore, total);
  }

  /** Whoever has waited longest is served first, before anybody who asks now. */
  function serveWaiting(): void {
    for (const each of waiting) {
      const taken = Math.min(free + soonFree(), each.most);
      if (taken <= 0) return;
      free -= taken;
      waiting.delete(each);
      each.serve(taken);
    }
  }

  return {
    soonFree,
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
    giveBack(count) {
      free += count;
      serveWaiting();
    },
    release() {
      free += 1;
      noteReturns(1);
      serveWaiting();
    },
  };
}

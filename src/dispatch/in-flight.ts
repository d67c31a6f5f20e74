/** How many are under way, and who waits for them to become fewer. */
export interface InFlight {
  readonly count: number;
  /** Counts one more until the function that it answers is called. */
  begin(): () => void;
  /** Answers when at most so many are left, or after so long; ms. */
  untilAtMost(most: number, waitMs?: number): Promise<void>;
}

export function countInFlight(): InFlight {
  let count = 0;
  const waiting = new Map<() => void, number>();

  function end(): void {
    count -= 1;
    for (const [wake, most] of waiting) if (count <= most) wake();
  }

  return {
    get count() {
      return count;
    },
    begin() {
      count += 1;
      return end;
    },
    untilAtMost(most, waitMs) {
      if (count <= most) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = waitMs === undefined ? undefined : setTimeout(wake, waitMs);
        waiting.set(wake, most);

        function wake(): void {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        }
      });
    },
  };
}

import type { LoopWatch } from './watch-loops.ts';

export interface Repeated extends AsyncDisposable {
  /** Ends the pause, or has the act run once more after the run that goes on. */
  runSoon: () => void;
}

/**
 * Runs `act` again and again with a pause between, never twice at once, until disposed. After a failure the next run tries
 * again: what it looks for is still in the database.
 */
export function repeat(
  options: { name: string; everyMs: number; loops: LoopWatch },
  act: () => Promise<void>,
): Repeated {
  const { name, everyMs, loops } = options;
  const stopping = new AbortController();
  let again = Promise.withResolvers<undefined>();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await loops.turn(name, act);
      const timer = setTimeout(again.resolve, everyMs, undefined);
      await again.promise;
      clearTimeout(timer);
      again = Promise.withResolvers();
    }
  })();
  return {
    runSoon: () => {
      again.resolve(undefined);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      again.resolve(undefined);
      await running;
    },
  };
}

import type { Log } from '../log/log.ts';

export interface Repeated extends AsyncDisposable {
  /** Ends the pause, or has the act run once more after the run that goes on. */
  runSoon: () => void;
}

/**
 * Runs `act` again and again with a pause between, never twice at once, until disposed. A failure is logged and the next
 * run tries again: what it looks for is still in the database.
 */
export function repeat(
  options: { name: string; everyMs: number; log: Log },
  act: () => Promise<void>,
): Repeated {
  const stopping = new AbortController();
  let again = Promise.withResolvers<undefined>();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await act();
      } catch (error) {
        options.log.warn({ event: 'housekeeping.failed', act: options.name, error });
      }
      const timer = setTimeout(again.resolve, options.everyMs, undefined);
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

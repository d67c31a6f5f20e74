import type { Log } from '../log/log.ts';

export interface Repeated extends AsyncDisposable {
  /** Ends the pause, or has the act run once more after the run that goes on. */
  runSoon(): void;
}

/**
 * Runs `act` again and again with a pause between, never twice at once, until disposed. A failure is logged and the next
 * run tries again: what it looks for is still in the database.
 */
export function repeat(options: { name: string; everyMs: number; log: Log }, act: () => Promise<void>): Repeated {
  let stopped = false;
  let again = Promise.withResolvers<void>();
  const running = (async () => {
    while (!stopped) {
      try {
        await act();
      } catch (error) {
        options.log.warn({ event: 'housekeeping.failed', act: options.name, error });
      }
      const timer = setTimeout(again.resolve, options.everyMs);
      await again.promise;
      clearTimeout(timer);
      again = Promise.withResolvers();
    }
  })();
  return {
    runSoon: () => { again.resolve(); },
    async [Symbol.asyncDispose]() {
      stopped = true;
      again.resolve();
      await running;
    },
  };
}

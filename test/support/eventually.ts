import { setTimeout as pause } from 'node:timers/promises';

/** Between two looks; ms. */
const pauseMs = 20;
const deadlineMs = 20_000;

/** For what tells nobody when it changes: looks until it is so, and says what it last saw when it never is. */
export async function eventually<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > deadline) {
      throw new Error(`Expected another state within ${deadlineMs} ms, got ${JSON.stringify(seen)}.`);
    }
    await pause(pauseMs);
  }
}

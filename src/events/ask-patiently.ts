import { setTimeout as pause } from 'node:timers/promises';
import { mayPass } from '../db/failures.ts';

/** Longer than Postgres takes to restart and recover; after it the client had better ask another gateway; ms. */
const patienceMs = 30_000;
/** Between two questions while the database is away; ms. */
const askAgainMs = 250;

/** A stream pauses while the database is away, and goes on where it was. */
export async function askPatiently<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error) || signal.aborted || performance.now() > deadline) throw error;
      await pause(askAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

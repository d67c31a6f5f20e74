import { setTimeout as pause } from 'node:timers/promises';

/** Waits for what sends no event: looks every `everyMs` until there is an answer; undefined after `limitMs`. */
export async function lookAgain<Answer>(
  pace: { everyMs: number; limitMs: number },
  look: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const deadline = performance.now() + pace.limitMs;
  for (;;) {
    const answer = await look();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await pause(pace.everyMs);
  }
}

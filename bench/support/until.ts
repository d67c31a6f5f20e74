import { setTimeout as pause } from 'node:timers/promises';

/** Between two looks: seldom enough to cost the measured nothing; ms. */
const usualPauseMs = 100;
const limitMs = 600_000;

/** Looks until it is so; says what it waited for when it never is. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  pauseMs = usualPauseMs,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Expected ${what} within ${limitMs} ms.`);
    await pause(pauseMs);
  }
}

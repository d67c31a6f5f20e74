import { setTimeout as pause } from 'node:timers/promises';
import type { Driver } from './drive.ts';

export async function acknowledgeMore(driver: Driver, count: number): Promise<void> {
  const enough = driver.counts.acknowledged + count;
  await until(`${count} messages to be acknowledged`, () => driver.counts.acknowledged >= enough);
}

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + untilMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Expected ${what} within ${untilMs} ms, in vain.`);
    await pause(20);
  }
}

/** It takes seconds, and a busy machine may take ten times as long; ms. */
const untilMs = 90_000;

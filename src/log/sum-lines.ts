import type { Log } from './log.ts';

/** How often one line is written of what anybody may cause; ms. */
export const sumEveryMs = 10_000;

/**
 * Notes what strangers may cause as often as they like: the first time at once, and then one line for each period in which
 * it happened again, with how often and with the sums of its figures.
 */
export function sumLines(
  log: Log,
  level: 'warn' | 'error',
  event: string,
  everyMs = sumEveryMs,
): (figures?: Readonly<Record<string, number>>, error?: unknown) => void {
  let sums = new Map<string, number>();
  let last: unknown;
  let timer: NodeJS.Timeout | undefined;

  function write(): void {
    timer = undefined;
    if (sums.size === 0) return;
    log[level]({ event, ...Object.fromEntries(sums), ...(last === undefined ? {} : { error: last }) });
    sums = new Map();
    last = undefined;
    timer = setTimeout(write, everyMs).unref();
  }

  return (figures = {}, error) => {
    for (const [name, value] of Object.entries({ count: 1, ...figures }))
      sums.set(name, (sums.get(name) ?? 0) + value);
    last = error ?? last;
    if (timer === undefined) write();
  };
}

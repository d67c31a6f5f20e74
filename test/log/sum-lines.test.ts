import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { sumEveryMs, sumLines } from '../../src/log/sum-lines.ts';

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const log = createLog('info', {
  write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>), // as the log writes it
});

test('what happens first is said at once, and what follows in one line a period, with its sums', () => {
  const note = sumLines(log, 'warn', 'door.refused');
  for (let times = 0; times < 10_000; times += 1) note({ bytes: 3 });
  expect(lines).toMatchObject([{ event: 'door.refused', count: 1, bytes: 3 }]);
  vi.advanceTimersByTime(sumEveryMs);
  expect(lines).toMatchObject([{ count: 1 }, { count: 9_999, bytes: 29_997 }]);
  vi.advanceTimersByTime(10 * sumEveryMs);
  expect(lines).toHaveLength(2);
  note();
  expect(lines).toHaveLength(3);
});

test('a line names one of the errors that it counts', () => {
  const note = sumLines(log, 'error', 'door.failed');
  note({}, new Error('first'));
  note({}, new Error('last'));
  vi.advanceTimersByTime(sumEveryMs);
  expect(lines).toMatchObject([{ error: { message: 'first' } }, { count: 1, error: { message: 'last' } }]);
});

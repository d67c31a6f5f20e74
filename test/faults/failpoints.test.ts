import { expect, test } from 'vitest';
import { failpoints } from '../../src/log/failpoint.ts';
import { enumerateFailpoints } from './enumerate-failpoints.ts';

// Every point waits for the restart of what it killed; generous, because cold starts on a busy machine take long; ms.
const timeoutMs = 600_000;

test(
  'a process that is killed at any point of a message’s life loses nothing, doubles nothing and leaves nothing behind',
  { timeout: timeoutMs },
  async () => {
    const { verdicts, hit, missed } = await enumerateFailpoints(['kill'], () => undefined);
    expect(missed).toEqual([]);
    expect(hit).toEqual(failpoints.map((name) => `${name}.kill`));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
  },
);

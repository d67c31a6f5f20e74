import { expect, test } from 'vitest';
import { enumerateFailpoints } from './enumerate-failpoints.ts';

test(
  'a process that is killed at any of the failpoints breaks no promise',
  { timeout: 900_000 },
  async ({ annotate }) => {
    const { verdicts, missed } = await enumerateFailpoints(['kill'], () => undefined);
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(missed).toEqual([]);
  },
);

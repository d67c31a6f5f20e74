import { expect, test } from 'vitest';
import { runFaults } from './run-faults.ts';

// 30 s of faults, and as much again for start, healing and check; generous on a busy machine; ms.
const timeoutMs = 600_000;

const lineFaults = new Set(['slow', 'stall', 'deafen', 'cut', 'split', 'loseCommitReply']);

test(
  'under kills, pauses, cut lines, restarts of Postgres and lost answers every promise holds, and the faults really happened',
  { timeout: timeoutMs },
  async ({ annotate }) => {
    const profile = {
      seed: 7,
      seconds: 30,
      kills: 10,
      faults: 16,
      rate: 60,
      gateways: 2,
      workers: 2,
      recoveries: 1,
    };
    const { verdicts, counts } = await runFaults(profile, () => undefined);
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    // In half a minute a fault of a line may befall nobody; the long form demands each of them.
    expect(counts.missing.filter((name) => !lineFaults.has(name))).toEqual([]);
  },
);

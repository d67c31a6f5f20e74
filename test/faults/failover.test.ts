import { expect, test } from 'vitest';
import type { Replication } from './await-streaming.ts';
import { reportFailover, reportLanding } from './report.ts';
import { runFailover } from './run-failover.ts';
import { runLanding, soonMs } from './run-landing.ts';

// Start, load, failover, settling and check; generous on a busy machine; ms.
const timeoutMs = 600_000;

const promises: Record<Replication, string> = {
  SYNCHRONOUS: 'when a standby takes over that every commit waited for, every promise holds',
  ASYNCHRONOUS:
    'when a standby takes over that has not heard of everything, streams tell of the gap, nothing is stuck and nobody has to be restarted',
};

for (const replication of ['SYNCHRONOUS', 'ASYNCHRONOUS'] as const) {
  test(promises[replication], { timeout: timeoutMs }, async ({ annotate }) => {
    const run = await runFailover({ replication, seed: 11 }, () => undefined);
    await annotate(reportFailover(replication, run));
    expect(run.verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(run.counts.missing).toEqual([]);
    expect(run.counts.ends).toEqual({});
  });
}

test(
  'when connections land on a standby that only reads, nobody believes what it does not know, and all is over soon after the return',
  { timeout: timeoutMs },
  async ({ annotate }) => {
    const run = await runLanding({ seed: 11 }, () => undefined);
    await annotate(reportLanding(run));
    const { landed, failed, misled, lastFailedMs, readyMs, ends } = run.counts;
    expect(run.verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(landed).toBeGreaterThan(0);
    expect(failed).toBeGreaterThan(0);
    expect(misled).toEqual([]);
    // A promise, and no figure of this machine: a session that stayed behind fails for as long as it is used.
    expect(Math.max(lastFailedMs, readyMs)).toBeLessThanOrEqual(soonMs);
    expect(ends).toEqual({});
  },
);

import { sweepLeases } from '../delivery/sweep-leases.ts';
import { failpoint } from '../log/failpoint.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Messages of workers that died in the middle of a send become UNKNOWN. */
export async function sweepMessages(tools: HousekeepingTools): Promise<void> {
  await applyDue(tools, async (tx, limit, apart) => {
    const due = await sweepLeases(tx, limit, apart);
    if (due.length > 0) failpoint('sweep.beforeCommit');
    return due;
  });
}

import { promoteDeliveries } from '../delivery/promote-deliveries.ts';
import { failpoint } from '../log/failpoint.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Retries whose time has come go back to the queue, with a job. */
export async function promoteMessages(tools: HousekeepingTools): Promise<void> {
  await applyDue(tools, async (tx, limit, apart) => {
    const due = await promoteDeliveries(tx, limit, apart);
    if (due.length > 0) failpoint('promote.beforeCommit');
    return due;
  });
}

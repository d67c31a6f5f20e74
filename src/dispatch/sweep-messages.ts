import { sweepLeases } from '../delivery/sweep-leases.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Messages of workers that died in the middle of a send become UNKNOWN. */
export async function sweepMessages(tools: HousekeepingTools): Promise<void> {
  await applyDue(tools, sweepLeases);
}

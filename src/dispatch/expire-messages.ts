import { expireDeliveries } from '../delivery/expire-deliveries.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Messages that waited too long end. */
export async function expireMessages(tools: HousekeepingTools): Promise<void> {
  await applyDue(tools, expireDeliveries);
}

import { releaseDueLanes } from '../delivery/release-lanes.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** The next message of a lane goes when the time of the one before it is over, or when nobody said that it ended. */
export async function releaseWaiting(tools: HousekeepingTools): Promise<void> {
  await applyDue(tools, releaseDueLanes);
}

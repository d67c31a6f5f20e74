import { adoptParked, findAdoptable } from '../delivery/adopt-parked.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import { dueLimit } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Older parked evidence had many chances to be matched; what is foreign must not be looked at for ever; ms. */
const lookBackMs = 10 * 60_000;

/** Gives parked statuses to messages whose wamid was stored at the same moment. */
export async function adoptMessages(tools: HousekeepingTools): Promise<void> {
  const tenants = await tools.database.transaction((tx) =>
    findAdoptable(tx, { ageMs: lookBackMs, limit: dueLimit }),
  );
  for (const [tenantId, adoptable] of tenants) {
    await tools.database.transaction(async (tx) => {
      await appendEvents(tx, tenantId, await adoptParked(tx, tenantId, adoptable));
      failpoint('adopt.beforeCommit');
    });
    tools.doorbell.ring([logTopic(tenantId)]);
  }
}

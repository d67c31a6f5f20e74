import { eachAlone } from '../db/each-alone.ts';
import { inParts } from '../db/in-parts.ts';
import { adoptParked, findAdoptable, type Adoptable } from '../delivery/adopt-parked.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import { dueLimit } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Older parked evidence had many chances to be matched; what is foreign must not be looked at for ever; ms. */
const lookBackMs = 10 * 60_000;

/** Gives parked statuses to messages whose wamid was stored at the same moment. */
export async function adoptMessages(tools: HousekeepingTools): Promise<void> {
  const tenants = await tools.database.transaction((tx) =>
    findAdoptable(tx, { ageMs: lookBackMs, limit: dueLimit }),
  );
  await eachAlone(tenants, ([tenantId, adoptable]) =>
    inParts(
      adoptable.filter(({ messageId }) => !tools.aside.has(messageId)),
      (some) => adopt(tools, tenantId, some),
      ({ messageId }, error) => {
        tools.aside.add(messageId, error);
      },
    ),
  );
}

async function adopt(
  tools: HousekeepingTools,
  tenantId: string,
  adoptable: readonly Adoptable[],
): Promise<void> {
  const drafts = await tools.database.transaction(async (tx) => {
    const adopted = await adoptParked(tx, tenantId, adoptable, tools.settleWindowMs);
    appendEvents(tx, tenantId, adopted);
    failpoint('adopt.beforeCommit');
    return adopted;
  });
  tools.doorbell.ring([logTopic(tenantId)]);
  await releaseLanes(tools, tenantId, drafts);
}

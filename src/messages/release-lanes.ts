import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { releaseLanes as releaseInOrder } from '../delivery/release-lanes.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import { insertReadyJobs } from './insert-ready-jobs.ts';

/**
 * After a COMMIT that may have freed lanes: lets the next message of each go. In a transaction of its own, because lanes
 * are locked before deliveries. What fails here is done by the look at waiting lanes, a moment later.
 */
export async function releaseLanes(
  tools: { database: Database; queue: Queue; doorbell: Doorbell },
  tenantId: string,
  drafts: readonly EventDraft[],
): Promise<void> {
  const laneIds = drafts.flatMap(({ leftLane }) => (leftLane ? [leftLane] : []));
  if (laneIds.length === 0) return;
  try {
    const moved = await tools.database.transaction(async (tx) => {
      const released = await releaseInOrder(tx, tenantId, laneIds);
      await insertReadyJobs(
        tx,
        tools.queue,
        released.map((each) => each.delivery),
      );
      appendEvents(
        tx,
        tenantId,
        released.flatMap((each) => each.drafts),
      );
      return released;
    });
    if (moved.length === 0) return;
    tools.doorbell.ring([
      logTopic(tenantId),
      ...new Set(moved.map(({ delivery }) => sendTopic(delivery.senderId))),
    ]);
  } catch {
    // Housekeeping looks again within seconds, and says so when it cannot.
  }
}

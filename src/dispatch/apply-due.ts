import type { Database, Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { DueChange } from '../delivery/change-due.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Queue } from '../queue/start-queue.ts';

/** Rows in one transaction of housekeeping: short locks, and still hundreds of thousands a minute. */
export const dueLimit = 500;

/**
 * Runs an act of the clock until nothing is due: its changes, new jobs for what became ready and the events in one
 * transaction each time.
 */
export async function applyDue(
  tools: { database: Database; doorbell: Doorbell; queue: Queue },
  act: (tx: Tx, limit: number) => Promise<DueChange[]>,
): Promise<void> {
  let count: number;
  do {
    const changes = await tools.database.transaction(async (tx) => {
      const due = await act(tx, dueLimit);
      for (const { moved } of due) {
        const ready = moved.filter((each) => each.delivery.ready);
        for (const [senderId, ofSender] of Map.groupBy(ready, (each) => each.delivery.senderId)) {
          await tools.queue.insertJobs(
            tx,
            senderId,
            ofSender.map((each) => each.delivery),
          );
        }
      }
      for (const { tenantId, drafts } of due) appendEvents(tx, tenantId, drafts);
      return due;
    });
    tools.doorbell.ring(topicsOf(changes));
    for (const { tenantId, drafts } of changes) await releaseLanes(tools, tenantId, drafts);
    count = changes.reduce((sum, each) => sum + each.moved.length, 0);
  } while (count === dueLimit);
}

function topicsOf(changes: readonly DueChange[]): Set<string> {
  const topics = new Set<string>();
  for (const { tenantId, moved, drafts } of changes) {
    if (drafts.length > 0) topics.add(logTopic(tenantId));
    for (const { delivery } of moved) if (delivery.ready) topics.add(sendTopic(delivery.senderId));
  }
  return topics;
}

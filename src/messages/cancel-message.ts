import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { cancelDelivery, type CancelOutcome } from '../delivery/cancel-delivery.ts';
import { appendEvents } from '../events/append-events.ts';
import type { Queue } from '../queue/start-queue.ts';
import { logTopic } from '../events/topics.ts';
import { releaseLanes } from './release-lanes.ts';

/** Takes a message back that has not left. Its job may stay: it is a hint, and the claim will find nothing to send. */
export async function cancelMessage(
  tools: { database: Database; queue: Queue; doorbell: Doorbell },
  tenantId: string,
  messageId: string,
): Promise<CancelOutcome> {
  const outcome = await tools.database.transaction(async (tx) => {
    const canceled = await cancelDelivery(tx, tenantId, messageId);
    if (canceled.outcome === 'CANCELED') appendEvents(tx, tenantId, canceled.drafts);
    return canceled;
  });
  if (outcome.outcome === 'CANCELED') {
    tools.doorbell.ring([logTopic(tenantId)]);
    await releaseLanes(tools, tenantId, outcome.drafts);
  }
  return outcome;
}

import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { resolveDelivery, type ResolveAction, type ResolveOutcome } from '../delivery/resolve-delivery.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import { releaseLanes } from './release-lanes.ts';

/** Follows the owner's word about a message that may have been sent; a resent one has its job in the same transaction. */
export async function resolveUnknownMessage(
  tools: { database: Database; doorbell: Doorbell; queue: Queue; sendDeadlineMs: number },
  tenantId: string,
  messageId: string,
  action: ResolveAction,
): Promise<ResolveOutcome> {
  const resolved = await tools.database.transaction(async (tx) => {
    const outcome = await resolveDelivery(tx, tenantId, messageId, action, tools.sendDeadlineMs);
    if (outcome.outcome !== 'RESOLVED') return outcome;
    const { delivery, drafts } = outcome.moved;
    if (delivery.ready) await tools.queue.insertJobs(tx, delivery.senderId, [delivery]);
    appendEvents(tx, tenantId, drafts);
    return outcome;
  });
  if (resolved.outcome !== 'RESOLVED') return resolved;
  const { delivery, drafts } = resolved.moved;
  tools.doorbell.ring([logTopic(tenantId), sendTopic(delivery.senderId)]);
  await releaseLanes(tools, tenantId, drafts);
  return resolved;
}

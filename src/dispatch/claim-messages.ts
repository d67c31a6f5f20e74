import type { Content } from '../content/content.ts';
import type { Tx } from '../db/database.ts';
import { claimDeliveries, type Claim } from '../delivery/claim-deliveries.ts';
import { appendEvents } from '../events/append-events.ts';
import { readContents } from '../messages/read-contents.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Recipient } from '../recipient/recipient.ts';
import type { Sender } from '../senders/sender.ts';
import type { TimeBudget } from './time-budget.ts';

/** A message that this worker, and no other, sends once. */
export interface ClaimedMessage extends Claim {
  sender: Sender;
  /** Undefined: the personal part was erased, there is nothing to send. */
  to: Recipient | undefined;
  content: Content | undefined;
  /** This process's own clock before the claim; after lease − deadline nothing may be written any more. */
  claimedAtMs: number;
}

/** Takes jobs of one sender, and turns those that may go into attempts, in one transaction with their jobs and events. */
export async function claimMessages(
  tx: Tx,
  tools: { queue: Queue; budget: TimeBudget },
  sender: Sender,
  limit: number,
): Promise<ClaimedMessage[]> {
  const claimedAtMs = performance.now();
  const messageIds = await tools.queue.consumeJobs(tx, sender.senderId, limit);
  if (messageIds.length === 0) return [];
  const { claims, drafts } = await claimDeliveries(tx, sender.tenantId, messageIds, tools.budget);
  const contents = await readContents(
    tx,
    sender.tenantId,
    claims.map((each) => each.messageId),
  );
  await appendEvents(tx, sender.tenantId, drafts);
  return claims.map((each) => ({
    ...each,
    sender,
    to: contents.get(each.messageId)?.to,
    content: contents.get(each.messageId)?.content,
    claimedAtMs,
  }));
}

import type { KeyObject } from 'node:crypto';
import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Tx } from '../db/database.ts';
import { claimDeliveries, type Claim } from '../delivery/claim-deliveries.ts';
import { findWamids, type KnownWamid } from '../delivery/find-wamids.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import { failpoint } from '../log/failpoint.ts';
import { ownReferences } from '../messages/own-references.ts';
import { readContents } from '../messages/read-contents.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Recipient } from '../recipient/recipient.ts';
import type { PairLimits } from '../senders/pair-slots.ts';
import type { Sender } from '../senders/sender.ts';
import { judgeClaim } from './judge-claim.ts';
import type { TimeBudget } from './time-budget.ts';

/** A message that this worker, and no other, sends once. */
export interface ClaimedMessage extends Claim {
  sender: Sender;
  /** Undefined: the personal part was erased, there is nothing to send. */
  to: Recipient | undefined;
  content: Content | undefined;
  context: MessageReference | undefined;
  /** Of our own messages that it answers or reacts to. */
  wamids: ReadonlyMap<string, KnownWamid>;
  /** This process's own clock before the claim; after lease − deadline nothing may be written any more. */
  claimedAtMs: number;
}

/** What came of one look into a queue: of the jobs that were there, some may have had nothing to send. */
export interface ClaimedBatch {
  claimed: ClaimedMessage[];
  consumed: number;
  /** What was appended to the log. */
  drafts: readonly EventDraft[];
}

/** Takes jobs of one sender, and turns those that may go into attempts, in one transaction with their jobs and events. */
export async function claimMessages(
  tx: Tx,
  tools: { queue: Queue; budget: TimeBudget; recipientKey: KeyObject; pair: PairLimits },
  sender: Sender,
  wanted: { limit: number; lowest: number },
): Promise<ClaimedBatch> {
  const claimedAtMs = performance.now();
  const messageIds = await tools.queue.consumeJobs(tx, sender.senderId, wanted);
  if (messageIds.length === 0) return { claimed: [], consumed: 0, drafts: [] };
  failpoint('claim.jobsConsumed');
  const { tenantId } = sender;
  const reading = readContents(tx, tenantId, messageIds);
  const [contents, { claims, drafts }] = await Promise.all([
    reading,
    claimDeliveries(tx, tenantId, messageIds, tools.budget, async (waiting, now) =>
      judgeClaim(tx, tools, sender, { waiting, contents: await reading, now }),
    ),
  ]);
  const referenced = claims.flatMap(({ messageId }) => {
    const message = contents.get(messageId);
    return message ? ownReferences(message).map((each) => each.messageId) : [];
  });
  const wamids = await findWamids(tx, tenantId, referenced);
  appendEvents(tx, tenantId, drafts);
  failpoint('claim.beforeCommit');
  const claimed = claims.map((each) => {
    const message = contents.get(each.messageId);
    const { to, content, context } = message ?? {};
    return { ...each, sender, to, content, context: context ?? undefined, wamids, claimedAtMs };
  });
  return { claimed, consumed: messageIds.length, drafts };
}

import { v7 as newId } from 'uuid';
import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import { CommitUnknown, type Database, type Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { findWamids, type KnownWamid } from '../delivery/find-wamids.ts';
import { createDeliveries } from '../delivery/create-deliveries.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { findSendersByPhone } from '../senders/find-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { claimKeys, type KeyOwner } from './claim-keys.ts';
import { fingerprint } from './fingerprint.ts';
import { ownReferences } from './own-references.ts';
import { insertMessages } from './insert-messages.ts';

/** One message to store; every value is checked. */
export interface EnqueueRequest {
  from: string;
  to: Recipient;
  content: Content;
  /** The message that it answers. */
  context?: MessageReference | undefined;
  externalId?: string | undefined;
  idempotencyKey?: string | undefined;
  /** Not to somebody who unsubscribed when it is sent. */
  filterUnsubscribed: boolean;
  /** Not to somebody on the block list when it is sent. */
  filterBlocked: boolean;
}

export type EnqueueOutcome =
  | { outcome: 'ENQUEUED'; messageId: string; replayed: boolean }
  | { outcome: 'IDEMPOTENCY_CONFLICT' }
  | { outcome: 'SENDER_NOT_FOUND' }
  /** One of our own ids that is no message of this sender; `path` says which. */
  | { outcome: 'REFERENCE_NOT_FOUND'; path: readonly string[] }
  /** The COMMIT went unanswered and could not be asked about. */
  | { outcome: 'OUTCOME_UNKNOWN'; messageId: string };

export interface EnqueueTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  fingerprintKey: Buffer;
}

/**
 * Stores messages for sending: key, message, content, delivery, job and event of all of them in one transaction. When it
 * answers, they are durable. One outcome per request, in order.
 */
export async function enqueueMessages(
  tools: EnqueueTools,
  tenantId: string,
  requests: readonly EnqueueRequest[],
): Promise<EnqueueOutcome[]> {
  const candidates = requests.map((request) => ({
    request,
    messageId: newId(),
    fingerprint: fingerprint(tools.fingerprintKey, request),
  }));
  let outcomes: EnqueueOutcome[] = [];
  const senders = new Set<string>();
  try {
    await tools.database.transaction(async (tx) => {
      const plan = await planBatch(tx, tenantId, candidates);
      await storeBatch(tx, tools.queue, tenantId, plan.accepted);
      outcomes = plan.outcomes;
      plan.accepted.forEach((each) => senders.add(each.sender.senderId));
      failpoint('enqueue.beforeCommit');
    });
  } catch (error) {
    if (!(error instanceof CommitUnknown)) throw error;
    return outcomes.map((each) =>
      each.outcome === 'ENQUEUED' && !each.replayed
        ? { outcome: 'OUTCOME_UNKNOWN', messageId: each.messageId }
        : each,
    );
  }
  failpoint('enqueue.committed');
  if (senders.size > 0) tools.doorbell.ring([logTopic(tenantId), ...[...senders].map(sendTopic)]);
  failpoint('enqueue.beforeAnswer');
  return outcomes;
}

interface Candidate {
  request: EnqueueRequest;
  messageId: string;
  fingerprint: Buffer;
}

export interface Accepted extends Candidate {
  sender: Sender;
}

/** Decides what becomes of each candidate. Twins by key in one batch: the first is stored, the others follow it. */
async function planBatch(
  tx: Tx,
  tenantId: string,
  candidates: readonly Candidate[],
): Promise<{ outcomes: EnqueueOutcome[]; accepted: Accepted[] }> {
  const senders = await findSendersByPhone(
    tx,
    tenantId,
    candidates.map((each) => each.request.from),
  );
  const referenced = candidates.flatMap((each) =>
    ownReferences(each.request).map(({ messageId }) => messageId),
  );
  const known = await findWamids(tx, tenantId, referenced);
  const refusals = new Map(candidates.map((each) => [each, refusalOf(each.request, senders, known)]));
  const firsts = new Map<string, Candidate>();
  for (const each of candidates) {
    const key = each.request.idempotencyKey;
    if (key !== undefined && !refusals.get(each) && !firsts.has(key)) firsts.set(key, each);
  }
  const owners = await claimKeys(
    tx,
    tenantId,
    [...firsts].map(([key, first]) => ({ key, fingerprint: first.fingerprint, messageId: first.messageId })),
  );
  const accepted: Accepted[] = [];
  const outcomes = candidates.map((each): EnqueueOutcome => {
    const refusal = refusals.get(each);
    if (refusal) return refusal;
    const sender = senders.get(each.request.from);
    if (!sender) return { outcome: 'SENDER_NOT_FOUND' };
    const owner = ownerOf(each, firsts, owners);
    if (!owner) {
      accepted.push({ ...each, sender });
      return { outcome: 'ENQUEUED', messageId: each.messageId, replayed: false };
    }
    return owner.fingerprint.equals(each.fingerprint)
      ? { outcome: 'ENQUEUED', messageId: owner.messageId, replayed: true }
      : { outcome: 'IDEMPOTENCY_CONFLICT' };
  });
  return { outcomes, accepted };
}

/** What a request cannot be stored for, apart from its key. A refused request takes no key. */
function refusalOf(
  request: EnqueueRequest,
  senders: ReadonlyMap<string, Sender>,
  known: ReadonlyMap<string, KnownWamid>,
): EnqueueOutcome | undefined {
  const sender = senders.get(request.from);
  if (!sender) return { outcome: 'SENDER_NOT_FOUND' };
  const lost = ownReferences(request).find(
    ({ messageId }) => known.get(messageId)?.senderId !== sender.senderId,
  );
  return lost && { outcome: 'REFERENCE_NOT_FOUND', path: lost.path };
}

/** Undefined when the candidate itself becomes the owner of its key, or has none. */
function ownerOf(
  candidate: Candidate,
  firsts: ReadonlyMap<string, Candidate>,
  owners: ReadonlyMap<string, KeyOwner>,
): KeyOwner | undefined {
  const key = candidate.request.idempotencyKey;
  const first = key === undefined ? undefined : firsts.get(key);
  if (key === undefined || first === undefined) return undefined;
  return owners.get(key) ?? (first === candidate ? undefined : first);
}

async function storeBatch(
  tx: Tx,
  queue: Queue,
  tenantId: string,
  accepted: readonly Accepted[],
): Promise<void> {
  if (accepted.length === 0) return;
  await insertMessages(tx, tenantId, accepted);
  const drafts = await createDeliveries(
    tx,
    tenantId,
    accepted.map((each) => ({ messageId: each.messageId, senderId: each.sender.senderId })),
  );
  for (const [senderId, ofSender] of Map.groupBy(accepted, (each) => each.sender.senderId)) {
    await queue.insertJobs(
      tx,
      senderId,
      ofSender.map((each) => each.messageId),
    );
  }
  await appendEvents(tx, tenantId, drafts);
}

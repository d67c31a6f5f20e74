import type { KeyObject } from 'node:crypto';
import type { Database, Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { CommitUnknown } from '../db/failures.ts';
import { newId } from '../db/new-id.ts';
import { createDeliveries, type CreatedDelivery, type NewDelivery } from '../delivery/create-deliveries.ts';
import { laneIdOf } from '../delivery/lane-id.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import type { KnownSenders } from '../senders/know-senders.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { fingerprint } from './fingerprint.ts';
import { insertMessages } from './insert-messages.ts';
import { insertReadyJobs } from './insert-ready-jobs.ts';
import type { Message } from './message.ts';
import { planBatch, type Accepted, type Planned } from './plan-batch.ts';
import type { DepthWatch } from './watch-depth.ts';

export type EnqueueOutcome =
  /** `message` as it was stored, unless it was stored before. */
  | (Extract<Planned, { outcome: 'ENQUEUED' }> & { message?: Message | undefined })
  | Exclude<Planned, { outcome: 'ENQUEUED' }>
  /** The COMMIT went unanswered and could not be asked about. */
  | { outcome: 'OUTCOME_UNKNOWN'; messageId: string };

export type EnqueueRefusal = Exclude<EnqueueOutcome, { outcome: 'ENQUEUED' }>;

export interface EnqueueTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  fingerprintKey: KeyObject;
  /** What people are found by when their names must not be stored. */
  recipientKey: KeyObject;
  /** What lanes are known by. */
  laneKey: KeyObject;
  senders: KnownSenders;
  /** Undefined: no queue is too long, as for a message whose caller waits and takes it back. */
  depth?: DepthWatch | undefined;
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
    // Only a key is ever compared by it.
    fingerprint:
      request.idempotencyKey === undefined ? Buffer.alloc(0) : fingerprint(tools.fingerprintKey, request),
  }));
  let outcomes: readonly Planned[] = [];
  let accepted: readonly Accepted[] = [];
  let readStored = (): Promise<CreatedDelivery[]> => Promise.resolve([]);
  try {
    await tools.database.transaction(async (tx) => {
      const plan = await planBatch(tx, tenantId, candidates, tools);
      readStored = await storeBatch(tx, tools, tenantId, plan.accepted);
      outcomes = plan.outcomes;
      accepted = plan.accepted;
      failpoint('enqueue.beforeCommit');
    });
  } catch (error) {
    if (!(error instanceof CommitUnknown)) throw error;
    // A replay too: where a standby is waited for, only an answered COMMIT says that it has what this server shows.
    return outcomes.map((each) =>
      each.outcome === 'ENQUEUED' ? { outcome: 'OUTCOME_UNKNOWN', messageId: each.messageId } : each,
    );
  }
  failpoint('enqueue.committed');
  const senders = new Set(accepted.map((each) => each.sender.senderId));
  accepted.forEach((each) => tools.depth?.add(each.sender));
  if (senders.size > 0) tools.doorbell.ring([logTopic(tenantId), ...[...senders].map(sendTopic)]);
  failpoint('enqueue.beforeAnswer');
  const stored = await readStored().then(
    (created) => toMessages(tenantId, accepted, created),
    // Lost with a connection whose COMMIT is known to have happened: who asks for the message reads it.
    () => new Map<string, Message>(),
  );
  return outcomes.map((each) =>
    each.outcome === 'ENQUEUED' ? { ...each, message: stored.get(each.messageId) } : each,
  );
}

/** Answers how to read what was stored, after COMMIT. */
async function storeBatch(
  tx: Tx,
  tools: EnqueueTools,
  tenantId: string,
  accepted: readonly Accepted[],
): Promise<() => Promise<CreatedDelivery[]>> {
  if (accepted.length === 0) return () => Promise.resolve([]);
  insertMessages(tx, tenantId, accepted);
  const deliveries = accepted.map((each) => toDelivery(each, tools.laneKey));
  const { ready, drafts, read } = await createDeliveries(tx, tenantId, deliveries);
  await insertReadyJobs(tx, tools.queue, ready);
  appendEvents(tx, tenantId, drafts);
  return read;
}

/** A replay in the same batch is told of the same message. */
function toMessages(
  tenantId: string,
  accepted: readonly Accepted[],
  created: readonly CreatedDelivery[],
): Map<string, Message> {
  return new Map(
    accepted.flatMap((each, index) => {
      const delivery = created[index];
      return delivery ? [[each.messageId, toMessage(tenantId, each, delivery)]] : [];
    }),
  );
}

function toMessage(
  tenantId: string,
  { request, messageId, sender }: Accepted,
  { createdAt, ...delivery }: CreatedDelivery,
): Message {
  return {
    id: messageId,
    tenantId,
    from: sender.phoneNumber,
    to: request.to,
    content: request.content,
    context: request.context ?? null,
    type: request.content.type,
    externalId: request.externalId ?? null,
    createdAt,
    sendAt: request.sendAt ?? null,
    retryOf: request.retryOf ?? null,
    delivery,
  };
}

function toDelivery({ request, messageId, sender }: Accepted, laneKey: KeyObject): NewDelivery {
  const { priority, onUnknown, sendAt, expiresAt, validForMs, ordering } = request;
  const lane = ordering && {
    id: laneIdOf(laneKey, { ...sender, orderingKey: ordering.key }),
    barrier: ordering.barrier,
    timeoutMs: ordering.timeoutMs,
  };
  return {
    messageId,
    senderId: sender.senderId,
    priority,
    onUnknown,
    sendAt,
    expiresAt,
    validForMs,
    lane,
  };
}

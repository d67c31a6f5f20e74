import { v7 as newId } from 'uuid';
import { CommitUnknown, type Database, type Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { createDeliveries, type NewDelivery } from '../delivery/create-deliveries.ts';
import { laneIdOf } from '../delivery/lane-id.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { fingerprint } from './fingerprint.ts';
import { insertMessages } from './insert-messages.ts';
import { insertReadyJobs } from './insert-ready-jobs.ts';
import { planBatch, type Accepted, type Planned } from './plan-batch.ts';
import type { DepthWatch } from './watch-depth.ts';

export type EnqueueOutcome =
  | Planned
  /** The COMMIT went unanswered and could not be asked about. */
  | { outcome: 'OUTCOME_UNKNOWN'; messageId: string };

export type EnqueueRefusal = Exclude<EnqueueOutcome, { outcome: 'ENQUEUED' }>;

export interface EnqueueTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  fingerprintKey: Buffer;
  /** What lanes are known by. */
  laneKey: Buffer;
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
  let outcomes: EnqueueOutcome[] = [];
  let accepted: readonly Accepted[] = [];
  try {
    await tools.database.transaction(async (tx) => {
      const plan = await planBatch(tx, tenantId, candidates, tools.depth);
      await storeBatch(tx, tools, tenantId, plan.accepted);
      outcomes = plan.outcomes;
      accepted = plan.accepted;
      failpoint('enqueue.beforeCommit');
    });
  } catch (error) {
    if (!(error instanceof CommitUnknown)) throw error;
    const stored = new Set(accepted.map((each) => each.messageId));
    // A twin that followed the first of its key in this batch is as uncertain as that one.
    return outcomes.map((each) =>
      each.outcome === 'ENQUEUED' && stored.has(each.messageId)
        ? { outcome: 'OUTCOME_UNKNOWN', messageId: each.messageId }
        : each,
    );
  }
  failpoint('enqueue.committed');
  const senders = new Set(accepted.map((each) => each.sender.senderId));
  accepted.forEach((each) => tools.depth?.add(each.sender));
  if (senders.size > 0) tools.doorbell.ring([logTopic(tenantId), ...[...senders].map(sendTopic)]);
  failpoint('enqueue.beforeAnswer');
  return outcomes;
}

async function storeBatch(
  tx: Tx,
  tools: EnqueueTools,
  tenantId: string,
  accepted: readonly Accepted[],
): Promise<void> {
  if (accepted.length === 0) return;
  const deliveries = accepted.map((each) => toDelivery(each, tools.laneKey));
  const [, { ready, drafts }] = await Promise.all([
    insertMessages(tx, tenantId, accepted),
    createDeliveries(tx, tenantId, deliveries),
  ]);
  await insertReadyJobs(tx, tools.queue, ready);
  await appendEvents(tx, tenantId, drafts);
}

function toDelivery({ request, messageId, sender }: Accepted, laneKey: Buffer): NewDelivery {
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

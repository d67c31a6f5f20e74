import type { KeyObject } from 'node:crypto';
import { awaitOwnCommit } from '../db/await-own-commit.ts';
import type { Database } from '../db/database.ts';
import { CommitUnknown } from '../db/failures.ts';
import { statusOf, type MessageStatus } from '../delivery/status.ts';
import { readOwners } from './claim-keys.ts';
import { enqueueMessages, type EnqueueOutcome, type EnqueueTools } from './enqueue-messages.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { findMessages } from './find-messages.ts';
import { fingerprint } from './fingerprint.ts';
import { readContents } from './read-contents.ts';

export type RetryOutcome =
  | EnqueueOutcome
  | { outcome: 'NOT_FOUND' }
  | { outcome: 'NOT_RETRYABLE'; status: MessageStatus; isErased: boolean };

/** Statuses of messages that certainly did not arrive. */
const retryable: readonly MessageStatus[] = ['FAILED', 'EXPIRED', 'CANCELED'];

/**
 * Sends a message that did not arrive again, as a new message with the same content to the same person: at once, with a
 * validity of its own and outside of any order. What ended stays as it ended.
 */
export async function retryMessage(
  tools: EnqueueTools,
  tenantId: string,
  { id, idempotencyKey }: { id: string; idempotencyKey?: string | undefined },
): Promise<RetryOutcome> {
  // A replay answers first: since the first call the old message may have changed, or lost its content.
  const replay = await findReplay(tools, tenantId, { id, idempotencyKey });
  if (replay) return replay;
  const [message] = await findMessages(tools.database, tenantId, [id]);
  if (!message) return { outcome: 'NOT_FOUND' };
  const content = (await readContents(tools.database, tenantId, [id])).get(id);
  const status = statusOf(message.delivery);
  if (!content || !retryable.includes(status) || message.delivery.inDoubt) {
    return { outcome: 'NOT_RETRYABLE', status, isErased: !content };
  }
  const request: EnqueueRequest = {
    ...content,
    context: content.context ?? undefined,
    from: message.from,
    externalId: message.externalId ?? undefined,
    idempotencyKey,
    priority: message.delivery.priority,
    onUnknown: message.delivery.onUnknown,
    retryOf: id,
  };
  const [outcome] = await enqueueMessages(tools, tenantId, [request]);
  if (!outcome) throw new Error('Expected one outcome for one message, got none.');
  return outcome;
}

async function findReplay(
  tools: { database: Database; fingerprintKey: KeyObject },
  tenantId: string,
  { id, idempotencyKey }: { id: string; idempotencyKey?: string | undefined },
): Promise<EnqueueOutcome | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const [owner] = await readOwners(tools.database, tenantId, [idempotencyKey]);
  if (!owner) return undefined;
  if (!owner.fingerprint.equals(fingerprint(tools.fingerprintKey, { retryOf: id })))
    return { outcome: 'IDEMPOTENCY_CONFLICT' };
  const { messageId } = owner;
  try {
    await awaitOwnCommit(tools.database);
  } catch (error) {
    if (error instanceof CommitUnknown) return { outcome: 'OUTCOME_UNKNOWN', messageId };
    throw error;
  }
  return { outcome: 'ENQUEUED', messageId, replayed: true };
}

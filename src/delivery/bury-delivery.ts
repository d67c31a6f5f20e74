import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { writeDeadLetters, type DeadLetter } from './dead-letter.ts';
import { move } from './delivery.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { unconfirm } from './unconfirm.ts';

/** What the caller of a message reads that ended because of a fault of ours. */
export const internalError = { code: 'INTERNAL', title: 'The message could not be put together' } as const;

/** Ends a waiting message that cannot be processed, and writes down why. What may have been sent is not called unsent. */
export async function buryDelivery(
  tx: Tx,
  tenantId: string,
  messageId: string,
  letter: DeadLetter,
): Promise<EventDraft[]> {
  const { held, now } = await holdDeliveries(tx, tenantId, [messageId]);
  const found = held.get(messageId);
  if (!found || !['QUEUED', 'RETRY_WAIT'].includes(found.delivery.phase)) return [];
  const error = internalError;
  const moved = found.delivery.inDoubt
    ? unconfirm(found, { error })
    : move(found, { phase: 'FAILED', ready: false, error, failedAt: now }, { error });
  saveDeliveries(tx, tenantId, [moved]);
  writeDeadLetters(tx, tenantId, [{ messageId, ...letter }]);
  return [...moved.drafts];
}

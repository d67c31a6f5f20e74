import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { move } from './delivery.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { statusOf, type MessageStatus } from './status.ts';

export type CancelOutcome =
  | { outcome: 'CANCELED'; drafts: readonly EventDraft[] }
  | { outcome: 'TOO_LATE'; status: MessageStatus }
  | { outcome: 'NOT_FOUND' };

/** True when it says CANCELED: what has left, or may have, is TOO_LATE. Canceling twice changes nothing the second time. */
export async function cancelDelivery(tx: Tx, tenantId: string, messageId: string): Promise<CancelOutcome> {
  const { held } = await holdDeliveries(tx, tenantId, [messageId]);
  const found = held.get(messageId);
  if (!found) return { outcome: 'NOT_FOUND' };
  const { phase, inDoubt } = found.delivery;
  if (phase === 'CANCELED') return { outcome: 'CANCELED', drafts: [] };
  if (inDoubt || !['SCHEDULED', 'QUEUED', 'RETRY_WAIT'].includes(phase)) {
    return { outcome: 'TOO_LATE', status: statusOf(found.delivery) };
  }
  const moved = move(found, { phase: 'CANCELED', ready: false });
  await saveDeliveries(tx, tenantId, [moved]);
  return { outcome: 'CANCELED', drafts: moved.drafts };
}

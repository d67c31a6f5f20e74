import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { move, type Held, type Moved } from './delivery.ts';
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
  const canceled = cancel(found);
  if (!canceled) return { outcome: 'TOO_LATE', status: statusOf(found.delivery) };
  saveDeliveries(tx, tenantId, [canceled]);
  return { outcome: 'CANCELED', drafts: canceled.drafts };
}

/** Undefined: it has left, or may have. */
export function cancel(held: Held): Moved | undefined {
  const { phase, inDoubt } = held.delivery;
  if (phase === 'CANCELED') return { ...held, drafts: [] };
  if (inDoubt || !['SCHEDULED', 'QUEUED', 'RETRY_WAIT'].includes(phase)) return undefined;
  return move(held, { phase: 'CANCELED', ready: false });
}

import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';

export interface NewDelivery {
  messageId: string;
  senderId: string;
}

/** How long a message may wait when its caller sets no limit; hours. */
export const defaultValidityHours = 24;

/** New messages stand in the queue, ready to go. The caller inserts their jobs in the same transaction. */
export async function createDeliveries(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
): Promise<EventDraft[]> {
  await tx.query(
    `INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at)
     SELECT $1, new.message_id, new.sender_id, 'QUEUED', true, now(), now() + make_interval(hours => $4)
     FROM unnest($2::uuid[], $3::uuid[]) AS new (message_id, sender_id)`,
    [
      tenantId,
      deliveries.map((each) => each.messageId),
      deliveries.map((each) => each.senderId),
      defaultValidityHours,
    ],
  );
  return deliveries.map((each) => ({ messageId: each.messageId, kind: 'STATUS', status: 'QUEUED' }));
}

import type { Tx } from '../db/database.ts';
import type { Priority } from './delivery.ts';

/** A place in the waiting messages of one sender, oldest first. */
export interface WaitingPlace {
  /** As the database writes it, to the microsecond. */
  notBefore: string;
  messageId: string;
}

/**
 * Messages that have been ready for a while, a bounded page at a time. Each should have a job; giving it one again does no
 * harm where it has.
 */
export async function readLongReady(
  tx: Tx,
  at: {
    tenantId: string;
    senderId: string;
    after: WaitingPlace | undefined;
    olderThanMs: number;
    limit: number;
  },
): Promise<(WaitingPlace & { priority: Priority })[]> {
  return tx.query<WaitingPlace & { priority: Priority }>(
    `SELECT not_before::text AS "notBefore", message_id AS "messageId", priority FROM delivery
     WHERE tenant_id = $1 AND sender_id = $2 AND ready AND phase IN ('QUEUED', 'RETRY_WAIT')
       AND not_before < now() - make_interval(secs => $3 / 1000.0)
       AND (not_before, message_id) > (coalesce($4, '-infinity'::timestamptz), coalesce($5, '00000000-0000-0000-0000-000000000000'::uuid))
     ORDER BY not_before, message_id LIMIT $6`,
    [
      at.tenantId,
      at.senderId,
      at.olderThanMs,
      at.after?.notBefore ?? null,
      at.after?.messageId ?? null,
      at.limit,
    ],
  );
}

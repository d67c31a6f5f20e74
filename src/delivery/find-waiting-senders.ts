import type { Tx } from '../db/database.ts';

/** Which of these senders have a message that may go now. */
export async function findWaitingSenders(
  tx: Tx,
  senders: readonly { tenantId: string; senderId: string }[],
): Promise<string[]> {
  const rows = await tx.query<{ senderId: string }>(
    `SELECT sender.sender_id AS "senderId"
     FROM unnest($1::uuid[], $2::uuid[]) AS sender (tenant_id, sender_id), LATERAL (
       SELECT FROM delivery
       WHERE delivery.tenant_id = sender.tenant_id AND delivery.sender_id = sender.sender_id
         AND delivery.phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT') AND delivery.not_before <= now() AND delivery.ready
       -- In the order of the index: while much waits, Postgres would hope to meet one soon anywhere in the table.
       ORDER BY delivery.not_before LIMIT 1
     ) AS waiting`,
    [senders.map((each) => each.tenantId), senders.map((each) => each.senderId)],
  );
  return rows.map((row) => row.senderId);
}

import type { Tx } from '../db/database.ts';

/** How many messages of a sender wait, counted up to a limit, and since when the first of them could go. */
export async function readDepth(
  tx: Pick<Tx, 'query'>,
  sender: { tenantId: string; senderId: string },
  limit: number,
): Promise<{ depth: number; oldest: Date | null }> {
  const [row] = await tx.query<{ depth: number; oldest: Date | null }>(
    `SELECT count(*) AS depth, min(not_before) AS oldest FROM (
       SELECT not_before FROM delivery
       WHERE tenant_id = $1 AND sender_id = $2 AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT')
       ORDER BY not_before LIMIT $3
     ) AS waiting`,
    [sender.tenantId, sender.senderId, limit],
  );
  return row ?? { depth: 0, oldest: null };
}

import type { Tx } from '../db/database.ts';

/** How many messages of a sender are due now or within so many seconds, counted up to a limit. */
export async function readBacklog(
  tx: Pick<Tx, 'query'>,
  sender: { tenantId: string; senderId: string },
  withinSeconds: number,
  limit: number,
): Promise<number> {
  const [row] = await tx.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM (
       SELECT FROM delivery
       WHERE tenant_id = $1 AND sender_id = $2 AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT')
         AND not_before <= now() + make_interval(secs => $3)
       LIMIT $4
     ) AS due`,
    [sender.tenantId, sender.senderId, withinSeconds, limit],
  );
  return row?.waiting ?? 0;
}

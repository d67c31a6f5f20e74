import type { Tx } from '../db/database.ts';

/** A pair at rest for so long has its whole burst again, and its strikes have faded; minutes. */
const restMinutes = 10;

export async function prunePairs(tx: Pick<Tx, 'query'>, limit: number): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM pair_pace WHERE (tenant_id, sender_id, recipient_hash) IN (
       SELECT tenant_id, sender_id, recipient_hash FROM pair_pace
       WHERE tat < now() - make_interval(mins => $1)
       ORDER BY tat LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [restMinutes, limit],
  );
  return rows.length;
}

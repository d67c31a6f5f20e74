import type { Tx } from '../db/database.ts';

/** WhatsApp repeats a webhook for a week at most, and by then an answer or a repetition has told whose a wamid is; days. */
const parkedDays = 7;

/** Forgets statuses of messages that are not ours: of other programs on the same number. */
export async function pruneParked(tx: Pick<Tx, 'query'>, limit: number): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM status_evidence WHERE message_id IS NULL AND (tenant_id, evidence_id) IN (
       SELECT tenant_id, evidence_id FROM status_evidence
       WHERE message_id IS NULL AND received_at < now() - make_interval(days => $1)
       ORDER BY received_at LIMIT $2
     ) RETURNING 1`,
    [parkedDays, limit],
  );
  return rows.length;
}

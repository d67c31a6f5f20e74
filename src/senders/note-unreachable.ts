import type { Tx } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';

/** For people to see: a worker of these senders cannot reach WhatsApp for so long; null when it can again. */
export async function noteUnreachable(
  tx: Tx,
  senders: readonly SenderKey[],
  forMs: number | null,
): Promise<void> {
  await tx.query(
    `UPDATE sender_pace SET unreachable_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
     WHERE (tenant_id, sender_id) IN (
       SELECT tenant_id, sender_id FROM sender_pace
       JOIN unnest($1::uuid[], $2::uuid[]) AS given (tenant_id, sender_id) USING (tenant_id, sender_id)
       ORDER BY tenant_id, sender_id FOR UPDATE OF sender_pace)`,
    [senders.map((each) => each.tenantId), senders.map((each) => each.senderId), forMs],
  );
}

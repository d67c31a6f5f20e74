import type { Tx } from '../db/database.ts';

/** Whether a sender may send, as all workers see it. Times are the database's. */
export interface Gate {
  /** Nothing of the sender is claimed before this. Null: it is open. */
  closedUntil: Date | null;
  /** WhatsApp's code that closed it, or one of ours. */
  closedCode: string | null;
  /** A worker cannot reach WhatsApp before this; others go on. */
  unreachableUntil: Date | null;
  /** Up to when its pace is given away: in the future while messages wait for their turn. */
  tat: Date;
  /** When this was read. */
  now: Date;
}

/** The gates of these senders; a sender that never sent has an open one. */
export async function readGates(
  db: Pick<Tx, 'query'>,
  tenantId: string,
  senderIds: readonly string[],
): Promise<Map<string, Gate>> {
  const rows = await db.query<Gate & { senderId: string }>(
    `SELECT sender_id AS "senderId", closed_until AS "closedUntil", closed_code AS "closedCode",
       unreachable_until AS "unreachableUntil", coalesce(tat, clock_timestamp()) AS tat, clock_timestamp() AS now
     FROM sender LEFT JOIN sender_pace USING (tenant_id, sender_id)
     WHERE tenant_id = $1 AND sender_id = ANY($2)`,
    [tenantId, [...new Set(senderIds)]],
  );
  return new Map(rows.map(({ senderId, ...gate }) => [senderId, gate]));
}

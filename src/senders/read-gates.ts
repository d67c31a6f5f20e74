import type { Tx } from '../db/database.ts';
import { currentPace, type Pace } from './pace.ts';

/** Whether a sender may send, as all workers see it. Times are the database's. */
export interface Gate {
  /** Nothing of the sender is claimed before this. Null: it is open. */
  closedUntil: Date | null;
  /** WhatsApp's code that closed it, or one of ours. */
  closedCode: string | null;
  /** A worker cannot reach WhatsApp before this; others go on. */
  unreachableUntil: Date | null;
  /**
   * Up to when its pace is given away: in the future while messages wait for their turn, and never before the moment at
   * which a worker last took leave to send. Null: no worker has known the sender yet.
   */
  tat: Date | null;
  /** When this was read. */
  now: Date;
}

/** A gate with the pace behind it; messages a second. */
export interface SenderGate extends Gate {
  /** What WhatsApp allows. */
  messagesPerSecond: number;
  /** What is aimed at now. */
  currentPace: number;
}

/** The gates of these senders; a sender that never sent has an open one. */
export async function readGates(
  db: Pick<Tx, 'query'>,
  tenantId: string,
  senderIds: readonly string[],
): Promise<Map<string, SenderGate>> {
  const rows = await db.query<Gate & Omit<Pace, 'tatMs'> & { senderId: string; messagesPerSecond: number }>(
    `SELECT sender_id AS "senderId", closed_until AS "closedUntil", closed_code AS "closedCode",
       unreachable_until AS "unreachableUntil", tat, clock_timestamp() AS now,
       messages_per_second AS "messagesPerSecond", slowed_to AS "slowedTo",
       (extract(epoch FROM slowed_at) * 1000)::float8 AS "slowedAtMs"
     FROM sender LEFT JOIN sender_pace USING (tenant_id, sender_id)
     WHERE tenant_id = $1 AND sender_id = ANY($2)`,
    [tenantId, [...new Set(senderIds)]],
  );
  return new Map(
    rows.map(({ senderId, slowedTo, slowedAtMs, ...gate }) => {
      const pace = { tatMs: (gate.tat ?? gate.now).getTime(), slowedTo, slowedAtMs };
      return [
        senderId,
        { ...gate, currentPace: currentPace(gate.messagesPerSecond, pace, gate.now.getTime()) },
      ];
    }),
  );
}

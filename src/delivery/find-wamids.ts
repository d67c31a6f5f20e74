import type { Tx } from '../db/database.ts';
import type { Phase } from './status.ts';

/** What is known on WhatsApp of one of our messages. Without a wamid it may still get one, unless it is over. */
export interface KnownWamid {
  messageId: string;
  senderId: string;
  wamid: string | null;
  isOver: boolean;
}

export async function findWamids(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, KnownWamid>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.query<Omit<KnownWamid, 'isOver'> & { phase: Phase }>(
    `SELECT message_id AS "messageId", sender_id AS "senderId", wamid, phase FROM delivery
     WHERE tenant_id = $1 AND message_id = ANY($2)`,
    [tenantId, messageIds],
  );
  return new Map(
    rows.map(({ phase, ...row }) => [
      row.messageId,
      { ...row, isOver: row.wamid === null && over.includes(phase) },
    ]),
  );
}

const over: readonly Phase[] = ['FAILED', 'CANCELED', 'EXPIRED', 'UNCONFIRMED'];

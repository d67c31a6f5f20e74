import type { Tx } from '../db/database.ts';
import type { Target } from './evidence.ts';

/** A message on WhatsApp: its id means something only beside its sender. */
export interface SentAs {
  senderId: string;
  wamid: string;
}

/** Which of our attempts these are, by `wamidKey`. */
export async function findByWamid(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  said: readonly SentAs[],
): Promise<Map<string, Target>> {
  if (said.length === 0) return new Map();
  const rows = await tx.query<Target & SentAs>(
    `SELECT attempt.message_id AS "messageId", attempt.attempt, attempt.sender_id AS "senderId", attempt.wamid
     FROM attempt JOIN unnest($2::uuid[], $3::text[]) AS said (sender_id, wamid)
       ON attempt.sender_id = said.sender_id AND attempt.wamid = said.wamid
     WHERE attempt.tenant_id = $1`,
    [tenantId, said.map((each) => each.senderId), said.map((each) => each.wamid)],
  );
  return new Map(rows.map((row) => [wamidKey(row), { messageId: row.messageId, attempt: row.attempt }]));
}

export function wamidKey(of: SentAs): string {
  return `${of.senderId} ${of.wamid}`;
}

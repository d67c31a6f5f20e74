import type { Content } from '../content/content.ts';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { recipientOf } from './recipient-of.ts';

/** What to send to whom. A message whose personal part is erased is left out. */
export async function readContents(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, { to: Recipient; content: Content }>> {
  const rows = await tx.query<{
    messageId: string;
    toPhone: string | null;
    toUserId: string | null;
    content: Content;
  }>(
    `SELECT message_id AS "messageId", to_phone AS "toPhone", to_user_id AS "toUserId", content
     FROM message_content WHERE tenant_id = $1 AND message_id = ANY($2)`,
    [tenantId, messageIds],
  );
  return new Map(
    rows.flatMap((row) => {
      const to = recipientOf(row.toPhone, row.toUserId);
      return to ? [[row.messageId, { to, content: row.content }] as const] : [];
    }),
  );
}

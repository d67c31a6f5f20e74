import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { recipientOf } from './recipient-of.ts';

/** What to send to whom, and on which condition. */
export interface MessageToSend {
  senderId: string;
  to: Recipient;
  content: Content;
  context: MessageReference | null;
  filterUnsubscribed: boolean;
  filterBlocked: boolean;
  createdAt: Date;
}

/** A message whose personal part is erased is left out. */
export async function readContents(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, MessageToSend>> {
  const rows = await tx.query<Omit<MessageToSend, 'to'> & StoredRecipient>(
    `SELECT message_id AS "messageId", sender_id AS "senderId", to_phone AS "toPhone", to_user_id AS "toUserId", content,
       context, filter_unsubscribed AS "filterUnsubscribed", filter_blocked AS "filterBlocked", created_at AS "createdAt"
     FROM message_content JOIN message USING (tenant_id, message_id)
     WHERE tenant_id = $1 AND message_id = ANY($2) AND message.message_id = ANY($2)`,
    [tenantId, messageIds],
  );
  return new Map(
    rows.flatMap(({ messageId, toPhone, toUserId, ...rest }) => {
      const to = recipientOf(toPhone, toUserId);
      return to ? [[messageId, { to, ...rest }] as const] : [];
    }),
  );
}

interface StoredRecipient {
  messageId: string;
  toPhone: string | null;
  toUserId: string | null;
}

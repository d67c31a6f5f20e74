import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
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
  const [messages, contents] = await Promise.all([
    tx.query<About>(
      planOnce(
        `SELECT message_id AS "messageId", sender_id AS "senderId", filter_unsubscribed AS "filterUnsubscribed",
           filter_blocked AS "filterBlocked", created_at AS "createdAt"
         FROM message WHERE tenant_id = $1 AND message_id = ANY($2)`,
      ),
      [tenantId, messageIds],
    ),
    tx.query<Personal>(
      planOnce(
        `SELECT message_id AS "messageId", to_phone AS "toPhone", to_user_id AS "toUserId", content, context
         FROM message_content WHERE tenant_id = $1 AND message_id = ANY($2)`,
      ),
      [tenantId, messageIds],
    ),
  ]);
  const personal = new Map(contents.map(({ messageId, ...rest }) => [messageId, rest]));
  return new Map(
    messages.flatMap(({ messageId, ...about }) => {
      const own = personal.get(messageId);
      const to = own && recipientOf(own.toPhone, own.toUserId);
      return to ? [[messageId, { ...about, to, content: own.content, context: own.context }] as const] : [];
    }),
  );
}

type About = Omit<MessageToSend, 'to' | 'content' | 'context'> & { messageId: string };

interface Personal {
  messageId: string;
  toPhone: string | null;
  toUserId: string | null;
  content: Content;
  context: MessageReference | null;
}

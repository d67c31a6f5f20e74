import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import { deliveryColumns } from '../delivery/columns.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { recipientOf } from './recipient-of.ts';
import type { Message } from './message.ts';

/**
 * A stream asks for one message with each event, and planning the joins takes longer than looking it up. However the
 * tables are joined by a plan that is kept, of so few it is nothing.
 */
const few = 50;

/** Messages of a tenant by id, in the order of the ids; null where there is none. */
export async function findMessages(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<(Message | null)[]> {
  const ids = [...new Set(messageIds)];
  const rows = await tx.query<MessageRow>(ids.length > few ? byIds : planOnce(byIds), [tenantId, ids]);
  const byId = new Map(rows.map((row) => [row.messageId, toMessage(tenantId, row)]));
  return messageIds.map((id) => byId.get(id) ?? null);
}

export type MessageRow = Delivery & {
  from: string;
  type: Message['type'];
  externalId: string | null;
  createdAt: Date;
  sendAt: Date | null;
  retryOf: string | null;
  toPhone: string | null;
  toUserId: string | null;
  content: Message['content'];
  context: Message['context'];
};

export const selectMessages = `
  SELECT ${deliveryColumns
    .split(',')
    .map((column) => `delivery.${column.trim()}`)
    .join(', ')},
    sender.phone_number AS "from", message.type, message.external_id AS "externalId",
    message.created_at AS "createdAt", message.send_at AS "sendAt", message.retry_of AS "retryOf",
    message_content.to_phone AS "toPhone",
    message_content.to_user_id AS "toUserId", message_content.content, message_content.context
  FROM message
  JOIN delivery USING (tenant_id, message_id)
  JOIN sender ON sender.tenant_id = message.tenant_id AND sender.sender_id = message.sender_id
  LEFT JOIN message_content ON message_content.tenant_id = message.tenant_id
    AND message_content.message_id = message.message_id`;

const byIds = `${selectMessages} WHERE message.tenant_id = $1 AND message.message_id = ANY($2)
  AND delivery.message_id = ANY($2)`;

export function toMessage(tenantId: string, row: MessageRow): Message {
  const {
    from,
    type,
    externalId,
    createdAt,
    sendAt,
    retryOf,
    toPhone,
    toUserId,
    content,
    context,
    ...delivery
  } = row;
  return {
    id: row.messageId,
    tenantId,
    from,
    to: recipientOf(toPhone, toUserId),
    content,
    context,
    type,
    externalId,
    createdAt,
    sendAt,
    retryOf,
    delivery,
  };
}

import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { recipientOf } from './recipient-of.ts';

/** By what a message can be filtered in a stream. Never changes, but for the recipient, who can be erased. */
export interface MessageAddress {
  from: string;
  to: Recipient | null;
  externalId: string | null;
}

export async function readAddresses(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, MessageAddress>> {
  const rows = await tx.query<Row>(
    `SELECT message.message_id AS "messageId", sender.phone_number AS "from", message.external_id AS "externalId",
       message_content.to_phone AS "toPhone", message_content.to_user_id AS "toUserId"
     FROM message
     JOIN sender ON sender.tenant_id = message.tenant_id AND sender.sender_id = message.sender_id
     LEFT JOIN message_content ON message_content.tenant_id = message.tenant_id
       AND message_content.message_id = message.message_id
     WHERE message.tenant_id = $1 AND message.message_id = ANY($2)`,
    [tenantId, [...new Set(messageIds)]],
  );
  return new Map(
    rows.map(({ messageId, toPhone, toUserId, ...rest }) => [
      messageId,
      { ...rest, to: recipientOf(toPhone, toUserId) },
    ]),
  );
}

interface Row extends Omit<MessageAddress, 'to'> {
  messageId: string;
  toPhone: string | null;
  toUserId: string | null;
}

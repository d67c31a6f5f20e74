import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { movePhoneNumberIds } from './move-phone-number-ids.ts';

/**
 * Makes the senders that the settings name; a known number keeps its id and may get another phone number id or pace. Answers
 * the ids of those that are new.
 */
export async function ensureSenders(
  tx: Tx,
  tenantId: string,
  wanted: readonly { phoneNumber: string; phoneNumberId: string; messagesPerSecond: number }[],
): Promise<string[]> {
  await movePhoneNumberIds(tx, tenantId, wanted);
  const added: string[] = [];
  for (const each of wanted) {
    const senderId = newId();
    const rows = await tx.query<{ isNew: boolean }>(
      `INSERT INTO sender (tenant_id, sender_id, phone_number, phone_number_id, messages_per_second)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, phone_number) DO UPDATE
         SET phone_number_id = excluded.phone_number_id, messages_per_second = excluded.messages_per_second
       WHERE (sender.phone_number_id, sender.messages_per_second)
         <> (excluded.phone_number_id, excluded.messages_per_second)
       RETURNING sender_id = $2 AS "isNew"`,
      [tenantId, senderId, each.phoneNumber, each.phoneNumberId, each.messagesPerSecond],
    );
    if (rows[0]?.isNew === true) added.push(senderId);
  }
  return added;
}

import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Sender } from './sender.ts';
import { listSenders } from './list-senders.ts';
import { movePhoneNumberIds } from './move-phone-number-ids.ts';

/** Makes the senders that the settings name; a known number keeps its id and may get another phone number id or pace. */
export async function ensureSenders(
  tx: Tx,
  tenantId: string,
  wanted: readonly { phoneNumber: string; phoneNumberId: string; messagesPerSecond: number }[],
): Promise<Sender[]> {
  await movePhoneNumberIds(tx, tenantId, wanted);
  for (const each of wanted) {
    await tx.query(
      `INSERT INTO sender (tenant_id, sender_id, phone_number, phone_number_id, messages_per_second)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, phone_number) DO UPDATE
         SET phone_number_id = excluded.phone_number_id, messages_per_second = excluded.messages_per_second
       WHERE (sender.phone_number_id, sender.messages_per_second)
         <> (excluded.phone_number_id, excluded.messages_per_second)`,
      [tenantId, newId(), each.phoneNumber, each.phoneNumberId, each.messagesPerSecond],
    );
  }
  return listSenders(tx, tenantId);
}

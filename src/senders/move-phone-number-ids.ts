import { ConfigError } from '../config/config-error.ts';
import type { Tx } from '../db/database.ts';

interface Named {
  phoneNumber: string;
  phoneNumberId: string;
}

/**
 * Frees the phone number ids that the settings now give to another number than the database does. Two numbers may have been
 * mixed up, and a number may have been replaced: WhatsApp knows it by its id.
 */
export async function movePhoneNumberIds(tx: Tx, tenantId: string, wanted: readonly Named[]): Promise<void> {
  const known = await tx.query<Named & { tenantId: string; senderId: string }>(
    `SELECT tenant_id AS "tenantId", sender_id AS "senderId", phone_number AS "phoneNumber",
       phone_number_id AS "phoneNumberId"
     FROM sender WHERE phone_number_id = ANY($2) OR (tenant_id = $1 AND phone_number = ANY($3))
     ORDER BY tenant_id, sender_id FOR UPDATE`,
    [tenantId, wanted.map((each) => each.phoneNumberId), wanted.map((each) => each.phoneNumber)],
  );
  for (const { phoneNumber, phoneNumberId } of wanted) {
    const holder = known.find((each) => each.phoneNumberId === phoneNumberId);
    if (holder === undefined || (holder.tenantId === tenantId && holder.phoneNumber === phoneNumber))
      continue;
    if (holder.tenantId !== tenantId) throw refuseOthers(phoneNumberId);
    const isNew = !known.some((each) => each.tenantId === tenantId && each.phoneNumber === phoneNumber);
    const isReplaced = isNew && !wanted.some((each) => each.phoneNumber === holder.phoneNumber);
    // Its messages, and the statuses that come for them, stay with the id. Otherwise its number gets another id, or none.
    await (isReplaced
      ? tx.query('UPDATE sender SET phone_number = $3 WHERE tenant_id = $1 AND sender_id = $2', [
          tenantId,
          holder.senderId,
          phoneNumber,
        ])
      : tx.query(
          `UPDATE sender SET phone_number_id = 'none-' || sender_id WHERE tenant_id = $1 AND sender_id = $2`,
          [tenantId, holder.senderId],
        ));
  }
}

function refuseOthers(phoneNumberId: string): ConfigError {
  return new ConfigError(
    `Expected phone number ids of this tenant in WHATSAPP_SENDERS, got ${phoneNumberId}, which belongs to another one.`,
  );
}

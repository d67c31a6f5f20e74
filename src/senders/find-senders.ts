import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import { senderColumns, type Sender } from './sender.ts';

/** The tenant's senders among these numbers, by number. */
export async function findSendersByPhone(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  phoneNumbers: readonly string[],
): Promise<Map<string, Sender>> {
  const rows = await tx.query<Sender>(
    `SELECT ${senderColumns} FROM sender WHERE tenant_id = $1 AND phone_number = ANY($2)`,
    [tenantId, [...new Set(phoneNumbers)]],
  );
  return new Map(rows.map((row) => [row.phoneNumber, row]));
}

/** Senders of any tenant by Meta's id: a webhook knows no tenant before. */
export async function findSendersByPhoneNumberId(
  tx: Pick<Tx, 'query'>,
  phoneNumberIds: readonly string[],
): Promise<Map<string, Sender>> {
  const rows = await tx.query<Sender>(
    planOnce(`SELECT ${senderColumns} FROM sender WHERE phone_number_id = ANY($1)`),
    [[...new Set(phoneNumberIds)]],
  );
  return new Map(rows.map((row) => [row.phoneNumberId, row]));
}

export async function findSendersById(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  senderIds: readonly string[],
): Promise<Map<string, Sender>> {
  const rows = await tx.query<Sender>(
    `SELECT ${senderColumns} FROM sender WHERE tenant_id = $1 AND sender_id = ANY($2)`,
    [tenantId, [...new Set(senderIds)]],
  );
  return new Map(rows.map((row) => [row.senderId, row]));
}

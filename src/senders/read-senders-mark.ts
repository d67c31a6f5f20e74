import type { Tx } from '../db/database.ts';

/** Another text whenever a sender was added, changed or removed: one short row, however many senders there are. */
export async function readSendersMark(tx: Pick<Tx, 'query'>): Promise<string> {
  const [row] = await tx.query<{ mark: string }>(
    `SELECT concat_ws(' ', count(*),
       bit_xor(hashtextextended(concat_ws(' ', tenant_id, sender_id, phone_number, phone_number_id), 0))) AS mark
     FROM sender`,
  );
  return row?.mark ?? '';
}

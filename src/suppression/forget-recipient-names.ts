import type { Tx } from '../db/database.ts';

/** Erases the clear form of a person from the lists. The entries hold all the same: they are found by the hash. */
export async function forgetRecipientNames(
  tx: Tx,
  tenantId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  // A reason is free text, which may name them.
  await tx.query(
    `UPDATE suppression SET phone = NULL, user_id = NULL, reason = NULL
     WHERE tenant_id = $1 AND recipient_hash = ANY($2)`,
    [tenantId, hashes],
  );
}

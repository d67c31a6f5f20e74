import type { Tx } from '../db/database.ts';
import { suppressionColumns, type Suppression } from './suppression.ts';

/** Every entry that stands for one of these hashes, oldest first. */
export async function findSuppressions(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  hashes: readonly Buffer[],
): Promise<Suppression[]> {
  if (hashes.length === 0) return [];
  return tx.query<Suppression>(
    `SELECT ${suppressionColumns} FROM suppression
     WHERE tenant_id = $1 AND recipient_hash = ANY($2) ORDER BY suppression_id`,
    [tenantId, hashes],
  );
}

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
     WHERE tenant_id = $1 AND recipient_hash = ANY($2) AND active ORDER BY suppression_id`,
    [tenantId, hashes],
  );
}

/** Entries by their ids, also those that hold no more. */
export async function findSuppressionsById(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, Suppression>> {
  const rows = await tx.query<Suppression>(
    `SELECT ${suppressionColumns} FROM suppression WHERE tenant_id = $1 AND suppression_id = ANY($2)`,
    [tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

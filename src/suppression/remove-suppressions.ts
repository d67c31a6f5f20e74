import type { Tx } from '../db/database.ts';
import type { SuppressionList, SuppressionScope } from './suppression.ts';

export interface EndedSuppression {
  /** Every name of the person: whoever comes back under one is back under all. */
  hashes: readonly Buffer[];
  list: SuppressionList;
  /** Which entries end. */
  scopes: readonly SuppressionScope[];
}

/** Takes people off a list. Answers for each, in order, whether that changed anything; of twins only the first does. */
export async function removeSuppressions(
  tx: Tx,
  tenantId: string,
  ended: readonly EndedSuppression[],
): Promise<boolean[]> {
  const targets = ended.flatMap(({ hashes, list, scopes }, place) =>
    hashes.flatMap((hash) => scopes.map((scope) => ({ hash, list, scope, place }))),
  );
  const rows = await tx.query<{ place: number }>(
    `WITH target AS (
       SELECT * FROM unnest($2::bytea[], $3::text[], $4::text[], $5::int[]) AS target (recipient_hash, list, scope, place)
     ), locked AS (
       SELECT tenant_id, recipient_hash, list, scope FROM suppression
       WHERE tenant_id = $1 AND (recipient_hash, list, scope) IN (SELECT recipient_hash, list, scope FROM target)
       ORDER BY recipient_hash, list, scope FOR UPDATE
     ), removed AS (
       DELETE FROM suppression USING locked
       WHERE (suppression.tenant_id, suppression.recipient_hash, suppression.list, suppression.scope)
         = (locked.tenant_id, locked.recipient_hash, locked.list, locked.scope)
       RETURNING suppression.recipient_hash, suppression.list, suppression.scope
     )
     SELECT DISTINCT min(target.place) AS place FROM removed
     JOIN target USING (recipient_hash, list, scope)
     GROUP BY removed.recipient_hash, removed.list, removed.scope`,
    [
      tenantId,
      targets.map((each) => each.hash),
      targets.map((each) => each.list),
      targets.map((each) => each.scope),
      targets.map((each) => each.place),
    ],
  );
  const changed = new Set(rows.map((row) => row.place));
  return ended.map((_, place) => changed.has(place));
}

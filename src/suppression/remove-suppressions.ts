import type { Tx } from '../db/database.ts';
import type { ListChange } from './add-suppressions.ts';
import { draftChange, type Changed } from './draft-change.ts';
import type { SuppressionList, SuppressionScope, SuppressionSource } from './suppression.ts';

export interface EndedSuppression {
  /** Every name of the person: whoever comes back under one is back under all. */
  hashes: readonly Buffer[];
  list: SuppressionList;
  /** Which entries end. */
  scopes: readonly SuppressionScope[];
  source: SuppressionSource;
  /** When the wish was uttered, if not just now: what was wished for later, or at the same time, stays. */
  saidAt?: Date | undefined;
}

/** Takes people off a list. */
export async function removeSuppressions(
  tx: Tx,
  tenantId: string,
  ended: readonly EndedSuppression[],
): Promise<ListChange> {
  const targets = ended.flatMap(({ hashes, list, scopes, saidAt }, place) =>
    hashes.flatMap((hash) => scopes.map((scope) => ({ hash, list, scope, saidAt, place }))),
  );
  const rows = await tx.query<Changed & { place: number }>(
    `WITH target AS (
       SELECT recipient_hash, list, scope, min(place) AS place,
         CASE WHEN bool_and(said_at IS NOT NULL) THEN max(said_at) END AS said_at
       FROM unnest($2::bytea[], $3::text[], $4::text[], $5::timestamptz[], $6::int[])
         AS target (recipient_hash, list, scope, said_at, place)
       GROUP BY recipient_hash, list, scope
     ), locked AS (
       SELECT entry.suppression_id, entry.active, target.said_at, target.place
       FROM suppression AS entry JOIN target USING (recipient_hash, list, scope)
       WHERE entry.tenant_id = $1 AND entry.recipient_hash = ANY($2) ORDER BY recipient_hash, list, scope FOR UPDATE OF entry
     ), ended AS (
       -- A wish of this moment is later than whatever stands there.
       UPDATE suppression AS entry SET ended_at = greatest(entry.ended_at,
         coalesce(least(locked.said_at, clock_timestamp()),
           greatest(clock_timestamp(), entry.said_at + interval '1 microsecond')))
       FROM locked WHERE entry.tenant_id = $1 AND entry.suppression_id = locked.suppression_id
       RETURNING entry.suppression_id, entry.list, entry.scope, locked.place,
         locked.active AND NOT entry.active AS is_changed
     )
     SELECT suppression_id AS id, list, scope, place FROM ended WHERE is_changed ORDER BY place, id`,
    [
      tenantId,
      targets.map((each) => each.hash),
      targets.map((each) => each.list),
      targets.map((each) => each.scope),
      targets.map((each) => each.saidAt ?? null),
      targets.map((each) => each.place),
    ],
  );
  const places = new Set(rows.map((row) => row.place));
  return {
    changed: ended.map((_, place) => places.has(place)),
    drafts: rows.map((row) => draftChange('REMOVED', row, ended[row.place]?.source ?? 'API')),
  };
}

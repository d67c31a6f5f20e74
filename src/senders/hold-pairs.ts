import type { Tx } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';
import type { Pair } from './pair-slots.ts';

/** Locks pairs in order of their hashes, and makes those that are new. Answers them by hash in base64. */
export async function holdPairs(
  tx: Tx,
  sender: SenderKey,
  hashes: readonly Buffer[],
  now: Date,
): Promise<Map<string, Pair>> {
  const sorted = [...new Map(hashes.map((hash) => [keyOf(hash), hash])).values()].sort((a, b) =>
    a.compare(b),
  );
  // Writing the same value locks the row and answers what stands in it.
  const rows = await tx.query<{ hash: Buffer; tat: Date; strikes: number; struckAt: Date | null }>(
    `INSERT INTO pair_pace (tenant_id, sender_id, recipient_hash, tat)
     SELECT $1, $2, hash, $4 FROM unnest($3::bytea[]) AS hash
     ON CONFLICT (tenant_id, sender_id, recipient_hash) DO UPDATE SET tat = pair_pace.tat
     RETURNING recipient_hash AS hash, tat, strikes, struck_at AS "struckAt"`,
    [sender.tenantId, sender.senderId, sorted, now],
  );
  return new Map(
    rows.map(({ hash, tat, strikes, struckAt }) => [
      keyOf(hash),
      { tatMs: tat.getTime(), strikes, struckAtMs: struckAt?.getTime() ?? null },
    ]),
  );
}

export async function savePairs(tx: Tx, sender: SenderKey, pairs: ReadonlyMap<string, Pair>): Promise<void> {
  if (pairs.size === 0) return;
  const values = [...pairs.values()];
  await tx.query(
    `UPDATE pair_pace SET tat = new.tat, strikes = new.strikes, struck_at = new.struck_at
     FROM unnest($3::bytea[], $4::timestamptz[], $5::smallint[], $6::timestamptz[]) AS new (hash, tat, strikes, struck_at)
     WHERE tenant_id = $1 AND sender_id = $2 AND recipient_hash = new.hash`,
    [
      sender.tenantId,
      sender.senderId,
      [...pairs.keys()].map((key) => Buffer.from(key, 'base64')),
      values.map((each) => new Date(each.tatMs)),
      values.map((each) => each.strikes),
      values.map((each) => (each.struckAtMs === null ? null : new Date(each.struckAtMs))),
    ],
  );
}

export function keyOf(hash: Buffer): string {
  return hash.toString('base64');
}

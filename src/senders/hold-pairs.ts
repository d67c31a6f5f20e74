import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { SenderKey } from './hold-gate.ts';
import type { Pair } from './pair-slots.ts';

/** A pair, and whether it has a row. */
export interface HeldPair extends Pair {
  isStored: boolean;
}

/** Locks pairs in order of their hashes; one that nobody wrote to yet begins now. Answers them by hash in base64. */
export async function holdPairs(
  tx: Pick<Tx, 'query'>,
  sender: SenderKey,
  hashes: readonly Buffer[],
  now: Date,
): Promise<Map<string, HeldPair>> {
  const rows = await tx.query<{ hash: Buffer; tat: Date; strikes: number; struckAt: Date | null }>(
    planOnce(`SELECT recipient_hash AS hash, tat, strikes, struck_at AS "struckAt" FROM pair_pace
     WHERE tenant_id = $1 AND sender_id = $2 AND recipient_hash = ANY($3)
     ORDER BY recipient_hash FOR UPDATE`),
    [sender.tenantId, sender.senderId, hashes],
  );
  const fresh = { tatMs: now.getTime(), strikes: 0, struckAtMs: null, isStored: false };
  const pairs = new Map<string, HeldPair>(hashes.map((hash) => [keyOf(hash), fresh]));
  for (const { hash, tat, strikes, struckAt } of rows) {
    const struckAtMs = struckAt?.getTime() ?? null;
    pairs.set(keyOf(hash), { tatMs: tat.getTime(), strikes, struckAtMs, isStored: true });
  }
  return pairs;
}

/**
 * Writes pairs back. Answers those that another worker began at the same moment: nothing was written of them, and they
 * have to be held again.
 */
export async function savePairs(
  tx: Tx,
  sender: SenderKey,
  pairs: ReadonlyMap<string, HeldPair>,
): Promise<Set<string>> {
  const byHash = [...pairs].map(([key, pair]) => ({ hash: Buffer.from(key, 'base64'), ...pair }));
  const sorted = byHash.sort((a, b) => a.hash.compare(b.hash));
  const fresh = sorted.filter((each) => !each.isStored);
  const begun = new Set((await insertPairs(tx, sender, fresh)).map(keyOf));
  updatePairs(
    tx,
    sender,
    sorted.filter((each) => each.isStored),
  );
  return new Set(fresh.map((each) => keyOf(each.hash)).filter((key) => !begun.has(key)));
}

type Row = HeldPair & { hash: Buffer };

function updatePairs(tx: Pick<Tx, 'queryLast'>, sender: SenderKey, pairs: readonly Row[]): void {
  if (pairs.length === 0) return;
  void tx.queryLast(
    `UPDATE pair_pace SET tat = new.tat, strikes = new.strikes, struck_at = new.struck_at
     FROM unnest($3::bytea[], $4::timestamptz[], $5::smallint[], $6::timestamptz[]) AS new (hash, tat, strikes, struck_at)
     WHERE tenant_id = $1 AND sender_id = $2 AND recipient_hash = new.hash`,
    [sender.tenantId, sender.senderId, ...columnsOf(pairs)],
  );
}

/** Waits for whoever begins the same pair, and leaves it to them. Answers those that it began itself. */
async function insertPairs(
  tx: Pick<Tx, 'query'>,
  sender: SenderKey,
  pairs: readonly Row[],
): Promise<Buffer[]> {
  if (pairs.length === 0) return [];
  const rows = await tx.query<{ hash: Buffer }>(
    `INSERT INTO pair_pace (tenant_id, sender_id, recipient_hash, tat, strikes, struck_at)
     SELECT $1, $2, new.* FROM unnest($3::bytea[], $4::timestamptz[], $5::smallint[], $6::timestamptz[]) AS new
     ON CONFLICT DO NOTHING RETURNING recipient_hash AS hash`,
    [sender.tenantId, sender.senderId, ...columnsOf(pairs)],
  );
  return rows.map((row) => row.hash);
}

function columnsOf(pairs: readonly Row[]): unknown[] {
  return [
    pairs.map((each) => each.hash),
    pairs.map((each) => new Date(each.tatMs)),
    pairs.map((each) => each.strikes),
    columnOf(pairs, (each) => (each.struckAtMs === null ? null : new Date(each.struckAtMs))),
  ];
}

export function keyOf(hash: Buffer): string {
  return hash.toString('base64');
}

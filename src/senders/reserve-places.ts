import type { Tx } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';
import { holdPairs, keyOf, savePairs } from './hold-pairs.ts';
import { placeInPair, type PairLimits, type Place } from './pair-slots.ts';

/** A message that would go now. */
export interface Candidate {
  messageId: string;
  /** Of its recipient. */
  hash: Buffer;
  /** The place that it reserved before. */
  slot: Date | null;
  /** It is never sent after this. */
  latest: Date;
}

/** Finds a place for each message in the pace of its pair; those to one recipient get places one after another. */
export async function reservePlaces(
  tx: Tx,
  sender: SenderKey,
  candidates: readonly Candidate[],
  limits: PairLimits,
  now: Date,
): Promise<Map<string, Place>> {
  if (candidates.length === 0) return new Map();
  const pairs = await holdPairs(
    tx,
    sender,
    candidates.map((each) => each.hash),
    now,
  );
  const changed = new Map<string, NonNullable<ReturnType<typeof pairs.get>>>();
  const places = new Map<string, Place>();
  for (const { messageId, hash, slot, latest } of candidates) {
    const before = pairs.get(keyOf(hash));
    if (!before) throw new Error('Expected a row for every pair that was asked for, got none.');
    const ask = { slotMs: slot?.getTime() ?? null, latestMs: latest.getTime() };
    const { pair, place } = placeInPair(before, ask, limits, now.getTime());
    places.set(messageId, place);
    if (pair === before) continue;
    pairs.set(keyOf(hash), pair);
    changed.set(keyOf(hash), pair);
  }
  await savePairs(tx, sender, changed);
  return places;
}

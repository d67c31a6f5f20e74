import type { Tx } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';
import { holdPairs, keyOf, savePairs, type HeldPair } from './hold-pairs.ts';
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
  const places = new Map<string, Place>();
  let left = candidates;
  while (left.length > 0) {
    const hashes = left.map((each) => each.hash);
    const pairs = await holdPairs(tx, sender, hashes, now);
    const changed = placeAll(left, pairs, { limits, now, places });
    const begunByOthers = await savePairs(tx, sender, changed);
    left = left.filter((each) => begunByOthers.has(keyOf(each.hash)));
  }
  return places;
}

/** Enters the places, and answers the pairs that changed with it. */
function placeAll(
  candidates: readonly Candidate[],
  pairs: Map<string, HeldPair>,
  { limits, now, places }: { limits: PairLimits; now: Date; places: Map<string, Place> },
): Map<string, HeldPair> {
  const changed = new Map<string, HeldPair>();
  for (const { messageId, hash, slot, latest } of candidates) {
    const before = pairs.get(keyOf(hash));
    if (!before) throw new Error('Expected every pair that was asked for, got fewer.');
    const ask = { slotMs: slot?.getTime() ?? null, latestMs: latest.getTime() };
    const { pair, place } = placeInPair(before, ask, limits, now.getTime());
    places.set(messageId, place);
    if (pair === before) continue;
    pairs.set(keyOf(hash), pair);
    changed.set(keyOf(hash), pair);
  }
  return changed;
}

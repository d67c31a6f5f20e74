import type { Database } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';
import { holdPairs, keyOf, savePairs } from './hold-pairs.ts';
import { strike, type PairLimits } from './pair-slots.ts';

/** WhatsApp refused this pair as too fast. Answers when its refused message may go again. */
export async function strikePair(
  database: Database,
  sender: SenderKey,
  hash: Buffer,
  limits: PairLimits,
): Promise<Date> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    if (!row) throw new Error('Expected the time of the database, got no row.');
    for (;;) {
      const before = (await holdPairs(tx, sender, [hash], row.now)).get(keyOf(hash));
      if (!before) throw new Error('Expected the pair that was asked for, got none.');
      const { pair, place } = strike(before, limits, row.now.getTime());
      const begunByOthers = await savePairs(tx, sender, new Map([[keyOf(hash), pair]]));
      if (begunByOthers.size === 0) return new Date(place);
    }
  });
}

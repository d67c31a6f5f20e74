import type { Tx } from '../db/database.ts';
import { changeDue, type Apart, type DueChange } from './change-due.ts';
import { move, type Held, type Moved } from './delivery.ts';

/**
 * Finds attempts whose worker died. Whether bytes left died with it, so the message goes to UNKNOWN and never back to
 * the queue.
 */
export async function sweepLeases(tx: Tx, limit: number, apart?: Apart): Promise<DueChange[]> {
  return changeDue(tx, {
    where: `phase = 'SENDING' AND lease_until <= now()`,
    order: 'lease_until',
    limit,
    apart,
    change: endLease,
  });
}

export function endLease(held: Held, now: Date): Moved {
  return move(held, { phase: 'UNKNOWN', inDoubt: true, leaseUntil: null, unknownSince: now });
}

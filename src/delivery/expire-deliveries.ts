import type { Tx } from '../db/database.ts';
import { move, type Held, type Moved } from './delivery.ts';
import { changeDue, type Apart, type DueChange } from './change-due.ts';
import { unconfirm } from './unconfirm.ts';

/** Ends what waited longer than it may. What may have been sent is UNCONFIRMED: we never say "not sent" of it. */
export async function expireDeliveries(tx: Tx, limit: number, apart?: Apart): Promise<DueChange[]> {
  return changeDue(tx, {
    where: `phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT', 'UNKNOWN') AND expires_at <= now()`,
    order: 'expires_at',
    limit,
    apart,
    withAttempts: true,
    change: expire,
  });
}

export function expire(held: Held): Moved {
  return held.delivery.inDoubt ? unconfirm(held) : move(held, { phase: 'EXPIRED', ready: false });
}

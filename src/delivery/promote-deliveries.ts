import type { Tx } from '../db/database.ts';
import { changeDue, type Apart, type DueChange } from './change-due.ts';
import { move } from './delivery.ts';

/** Makes parked messages ready whose time has come. The caller inserts their jobs in the same transaction. */
export async function promoteDeliveries(tx: Tx, limit: number, apart?: Apart): Promise<DueChange[]> {
  return changeDue(tx, {
    // What waits for its lane is brought by its lane alone.
    where: `NOT ready AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT') AND not_before <= now() AND expires_at > now()
      AND parked_for <> 'ORDER'`,
    order: 'not_before',
    limit,
    apart,
    change: (held) =>
      move(held, { ready: true, ...(held.delivery.phase === 'SCHEDULED' ? { phase: 'QUEUED' } : {}) }),
  });
}

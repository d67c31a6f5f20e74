import { move, type Delivery, type Held, type Moved } from './delivery.ts';
import { closeAttempts } from './fold-rank.ts';
import { handOverProved } from './prove-status.ts';

/**
 * Nothing is waited for any more: what may have been sent stays unconfirmed. When the failure of another attempt was held
 * up until now, it is the end of the message instead.
 */
export function unconfirm(held: Held, change: Partial<Delivery> = {}): Moved {
  const closed = closeAttempts(held);
  return handOverProved(closed) ?? move(closed, { ...change, phase: 'UNCONFIRMED', ready: false });
}

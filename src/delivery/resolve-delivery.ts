import type { Tx } from '../db/database.ts';
import type { Held, Moved } from './delivery.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { resend, wasTaken } from './resend.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { statusOf, type MessageStatus } from './status.ts';
import { unconfirm } from './unconfirm.ts';

export type ResolveAction = 'RESEND' | 'GIVE_UP';

export type ResolveOutcome =
  | { outcome: 'RESOLVED'; moved: Moved }
  | { outcome: 'NOT_RESOLVABLE'; because: Unresolvable; status: MessageStatus }
  | { outcome: 'NOT_FOUND' };

/** Why the owner's word cannot be followed. */
export type Unresolvable = 'NOT_UNKNOWN' | 'GIVEN_UP' | 'ALREADY_TAKEN' | 'EXPIRES_TOO_SOON';

/** The owner decides what becomes of a message that may have been sent. A resent one needs a job from the caller. */
export async function resolveDelivery(
  tx: Tx,
  tenantId: string,
  messageId: string,
  action: ResolveAction,
  deadlineMs: number,
): Promise<ResolveOutcome> {
  const { held, now } = await holdDeliveries(tx, tenantId, [messageId]);
  const found = held.get(messageId);
  if (!found) return { outcome: 'NOT_FOUND' };
  const moved = action === 'GIVE_UP' ? giveUp(found) : resendAsked(found, now, deadlineMs);
  if (typeof moved === 'string')
    return { outcome: 'NOT_RESOLVABLE', because: moved, status: statusOf(found.delivery) };
  saveDeliveries(tx, tenantId, [moved]);
  return { outcome: 'RESOLVED', moved };
}

/** UNCONFIRMED for good, unless a late webhook hands it over after all. Saying so again changes nothing. */
export function giveUp(held: Held): Moved | Unresolvable {
  if (!isOpen(held)) return 'NOT_UNKNOWN';
  return unconfirm(held, { givenUp: true });
}

export function resendAsked(held: Held, now: Date, deadlineMs: number): Moved | Unresolvable {
  const { delivery } = held;
  if (!isOpen(held)) return 'NOT_UNKNOWN';
  if (delivery.givenUp) return 'GIVEN_UP';
  if (wasTaken(held)) return 'ALREADY_TAKEN';
  // The claim sends nothing with less than a whole deadline left.
  if (delivery.expiresAt.getTime() <= now.getTime() + deadlineMs) return 'EXPIRES_TOO_SOON';
  return resend(held, now, delivery.tries);
}

function isOpen({ delivery }: Held): boolean {
  return delivery.phase === 'UNKNOWN' || delivery.phase === 'UNCONFIRMED';
}

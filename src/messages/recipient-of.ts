import type { PhoneNumber } from '../recipient/phone-number.ts';
import type { Recipient } from '../recipient/recipient.ts';

/** Stored recipients were checked on the way in. Null: the personal part is gone. */
export function recipientOf(toPhone: string | null, toUserId: string | null): Recipient | null {
  if (toPhone !== null) return { phone: toPhone as PhoneNumber }; // checked before it was stored
  return toUserId === null ? null : { userId: toUserId };
}

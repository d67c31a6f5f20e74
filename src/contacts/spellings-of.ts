import type { Recipient } from '../recipient/recipient.ts';
import { variantsOf } from './variants-of.ts';

/** One name of a person in every form that a message may show it in; the given one comes first. */
export function spellingsOf(recipient: Recipient): Recipient[] {
  return 'phone' in recipient ? variantsOf(recipient.phone).map((phone) => ({ phone })) : [recipient];
}

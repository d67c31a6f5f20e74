import { z } from 'zod';
import { anyPhoneNumber, phoneNumber, type PhoneNumber } from './phone-number.ts';
import { userId } from './user-id.ts';

/** Whom a message is for: a phone number, or WhatsApp's business-scoped user id. */
export type Recipient = { phone: PhoneNumber } | { userId: string };

/** The oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export const recipient = recipientWith(phoneNumber);

/** The same, with a number that no country may have: somebody who wrote to us. */
export const anyRecipient = recipientWith(anyPhoneNumber);

function recipientWith(phone: typeof phoneNumber) {
  return z.object({ phone: phone.nullish(), userId: userId.nullish() }).transform((given, ctx): Recipient => {
    if (typeof given.phone === 'string' && given.userId == null) return { phone: given.phone };
    if (typeof given.userId === 'string' && given.phone == null) return { userId: given.userId };
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXACTLY_ONE_FIELD' },
      message: 'Expected exactly one of phone and userId. Give one and leave out the other.',
    });
    return z.NEVER;
  });
}

/** One text per recipient, for pace and suppression. Personal data: it holds the number. */
export function recipientKey(of: Recipient): string {
  return 'phone' in of ? `phone:${of.phone}` : `user:${of.userId}`;
}

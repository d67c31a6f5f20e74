import type { z } from 'zod';
import { contactCard } from './contact-card.ts';
import { listOf } from './list-of.ts';

export const maxContacts = 257; // cards; REF §2.8, §9 row 4: Meta advises few
/** Of all cards of a message together, as JSON: 250 for each. A page of 100 messages is read whole; characters. */
export const maxContactsSize = 65_536;

export const contacts = listOf(contactCard, { what: 'The contacts', min: 1, max: maxContacts }).superRefine(
  (cards, ctx) => {
    const size = JSON.stringify(cards).length;
    if (size <= maxContactsSize) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'CONTACTS_TOO_LARGE' },
      message: `The contacts may have ${maxContactsSize} characters together, but got ${size}. Send them in several messages.`,
    });
  },
);

export type ContactsContent = z.infer<typeof contacts>;

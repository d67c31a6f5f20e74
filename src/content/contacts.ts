import type { z } from 'zod';
import { contactCard } from './contact-card.ts';
import { listOf } from './list-of.ts';

export const maxContacts = 257; // cards; REF §2.8, §9 row 4: Meta advises few

export const contacts = listOf(contactCard, { what: 'The contacts', min: 1, max: maxContacts });

export type ContactsContent = z.infer<typeof contacts>;

import type { PhoneNumber } from './phone-number.ts';
import type { Recipient } from './recipient.ts';
import { isUserId } from './user-id.ts';

/**
 * A person's name as WhatsApp writes it: digits (a wa_id, with or without "+") or a user id. Undefined for anything else,
 * such as the id of a group.
 */
export function readName(text: string): Recipient | undefined {
  const [, digits] = numberForm.exec(text) ?? [];
  // What WhatsApp calls a number is one, whether or not our own door would take it.
  if (digits !== undefined) return { phone: `+${digits}` as PhoneNumber };
  return isUserId(text) ? { userId: text } : undefined;
}

const numberForm = /^\+?([1-9][0-9]{6,14})$/;

import { createHmac } from 'node:crypto';
import { recipientKey, type Recipient } from '../recipient/recipient.ts';

/** The hash that a person is kept under: the same for the same name, and of no use without the key. */
export function hashRecipient(key: Buffer, recipient: Recipient): Buffer {
  return createHmac('sha256', key).update(recipientKey(recipient)).digest();
}

/** The hashes of every name that this person may be known under; their own comes first. */
export function hashAliases(key: Buffer, recipient: Recipient): Buffer[] {
  return [hashRecipient(key, recipient)];
}

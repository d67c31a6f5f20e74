import type { Fields } from './check-parameter.ts';

/**
 * `address` is what WhatsApp knows the person by: digits without plus, or a business-scoped user id. `userId` is that id
 * where the message named it beside a number.
 */
export type Recipient = {
  readonly input: string;
  readonly address: string;
  readonly isPhone: boolean;
  readonly userId?: string | undefined;
};

/** `to` wins over `recipient`; undefined when neither is a form WhatsApp knows. */
export function readRecipient(body: Fields): Recipient | undefined {
  const { to, recipient } = body;
  const named = typeof recipient === 'string' ? readUserId(recipient) : undefined;
  if (to === undefined) return named;
  const called = typeof to === 'string' ? readPhone(to) : undefined;
  return called && { ...called, userId: named?.address };
}

/** The address that a text means, for comparing recipients however they are written. */
export function toAddress(text: string): string {
  return readPhone(text)?.address ?? text;
}

function readPhone(input: string): Recipient | undefined {
  if (input.length > longestInput) return undefined;
  const address = input.replace(punctuation, '');
  return phone.test(address) ? { input, address: address.replace('+', ''), isPhone: true } : undefined;
}

function readUserId(input: string): Recipient | undefined {
  return userId.test(input) ? { input, address: input, isPhone: false } : undefined;
}

const longestInput = 64; // fifteen digits with generous punctuation
const punctuation = /[\s().-]/g;
const phone = /^\+?[1-9]\d{6,14}$/;
const userId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

import { readName } from '../recipient/read-name.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { exactText } from './json-value.ts';

const maxName = 256; // characters; a user id has at most 135

/**
 * A person's name in the one form that two places can be compared by: digits without "+", or a user id. Undefined for
 * what names nobody, such as an empty text, an address or the id of a group.
 */
export function nameOf(value: unknown): string | undefined {
  const text = exactText(value, maxName)?.trim();
  if (text === undefined) return undefined;
  const name = numberForm.test(text) ? text.replaceAll(/[^0-9]/g, '') : text;
  return readName(name) === undefined ? undefined : name;
}

/** The first number among names, in E.164. */
export function phoneIn(names: readonly string[]): string | undefined {
  return names.map(readName).find(isPhone)?.phone;
}

/** The first user id among names. */
export function userIdIn(names: readonly string[]): string | undefined {
  return names.map(readName).find(isUserId)?.userId;
}

function isPhone(name: Recipient | undefined): name is Extract<Recipient, { phone: unknown }> {
  return name !== undefined && 'phone' in name;
}

function isUserId(name: Recipient | undefined): name is Extract<Recipient, { userId: unknown }> {
  return name !== undefined && 'userId' in name;
}

/** As people write numbers: "+57 300 111-2233", "1 (650) 555.0101". */
const numberForm = /^\+?[0-9(](?:[\s().\u2010-\u2015-]{0,3}[0-9])+$/;

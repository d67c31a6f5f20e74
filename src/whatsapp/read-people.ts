import { exactText, isRecord, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { isOfMessage } from './read-status.ts';
import { unixTime } from './unix-time.ts';

/** What one item of a webhook shows of a person: names that belong together, and what they wish for. Personal data. */
export interface PeopleReading {
  phoneNumberId: string;
  /** Names of one person each, side by side as they were shown. */
  shown: string[][];
  wishes: Wish[];
}

export interface Wish {
  names: string[];
  /** To the second. */
  at?: Date | undefined;
  said: { preference: 'stop' | 'resume' } | { error: string } | { words: string[]; isButton: boolean };
}

/** NO_NAME: somebody wishes for something, and nothing says who. */
export type PeopleFault = 'NOT_AN_OBJECT' | 'NO_PHONE_NUMBER_ID' | 'NO_NAME';

/** The lists that show people, in the order in which they are read. */
export const peopleLists = ['contacts', 'statuses', 'user_preferences', 'messages'] as const;

const maxName = 256; // characters; a user id has at most 135
const maxWords = 256; // characters; nobody opts out in more, and a longer text is not looked at
const maxCode = 16; // characters; codes have up to seven digits

/** The change must be one of `messages` or `user_preferences`: other fields, such as `history`, are not news. */
export function readPerson(
  list: (typeof peopleLists)[number],
  item: unknown,
  phoneNumberId: string | undefined,
  onlyPerson: string[],
): PeopleReading | PeopleFault {
  if (!isRecord(item)) return 'NOT_AN_OBJECT';
  if (phoneNumberId === undefined) return 'NO_PHONE_NUMBER_ID';
  const { shown, wish } = readers[list](item, onlyPerson);
  const wishes = wish ? [wish.names.length === 0 ? { ...wish, names: onlyPerson } : wish] : [];
  if (list === 'user_preferences' && wishes.some(({ names }) => names.length === 0)) return 'NO_NAME';
  return {
    phoneNumberId,
    shown: shown.length > 1 ? [shown] : [],
    wishes: wishes.filter(({ names }) => names.length > 0),
  };
}

/** The names of the only contact of a change: an item that names nobody is about them. */
export function onlyPersonIn(value: JsonRecord): string[] {
  const contacts = listOf(value['contacts']).filter(isRecord);
  return contacts.length === 1 ? contacts.flatMap(namesOfContact) : [];
}

const readers: Record<
  (typeof peopleLists)[number],
  (item: JsonRecord, onlyPerson: readonly string[]) => { shown: string[]; wish?: Wish | undefined }
> = {
  contacts: (item) => ({ shown: namesOfContact(item) }),
  statuses: (item) => ({ shown: namesOfStatus(item), wish: wishOfStatus(item) }),
  user_preferences: (item) => ({ shown: namesOfContact(item), wish: wishOfPreference(item) }),
  messages: (item, onlyPerson) => ({ shown: shownByMessage(item, onlyPerson), wish: wishOfMessage(item) }),
};

function namesOfContact(contact: JsonRecord): string[] {
  return namesIn(contact, [...ownNames, ...formerNames]);
}

/** Of a group's statuses only the group, or somebody in it whose names stand apart, would be told. */
function namesOfStatus(status: JsonRecord): string[] {
  if (status['recipient_type'] === 'group' || status['recipient_participant_id'] !== undefined) return [];
  const ids = ['recipient_id', 'recipient_user_id', 'parent_recipient_user_id', 'parent_user_id'];
  return namesIn(status, [...ids, 'recipient_parent_user_id']);
}

function namesOfMessage(message: JsonRecord): string[] {
  return namesIn(message, ['from', 'from_user_id', 'from_parent_user_id']);
}

/**
 * Somebody who changed their number or user id is still the same person, under every name that stands anywhere in the
 * item. It is not established which id WhatsApp puts in `from_user_id`, the old or the new: so both places are read. A
 * change that names nobody else is about the only contact.
 */
function shownByMessage(message: JsonRecord, onlyPerson: readonly string[]): string[] {
  const own = [...namesOfMessage(message), ...namesIn(message, formerNames)];
  if (message['type'] !== 'system') return own;
  const system = recordOf(message['system']);
  const named = [...own, ...namesIn(system, [...ownNames, ...newNames, ...formerNames]), ...onlyPerson];
  return [...new Set([...named, ...namesInBody(system['body'], named)])];
}

/**
 * Some samples tell the old id in the text alone. People choose a part of that text, the name they go by: so only its end
 * counts, and only when it speaks of a name that the item has.
 */
function namesInBody(body: unknown, named: readonly string[]): string[] {
  const [, former, now] = (typeof body === 'string' && changeAtEnd.exec(body)) || [];
  if (former === undefined || now === undefined) return [];
  const isAboutThem = [former, now].some((each) => named.includes(each.replace('+', '')));
  return isAboutThem ? [former, now] : [];
}

const changeAtEnd = / from (\+?[A-Za-z0-9.]{7,140}) to (\+?[A-Za-z0-9.]{7,140}?)\.?$/;
const ownNames = ['wa_id', 'user_id', 'parent_user_id'];
const newNames = ['new_wa_id', 'new_user_id', 'new_parent_user_id'];
/** Since 11 August 2026; REF §10. `customer` is the old number in older versions. */
const formerNames = [
  'previous_wa_id',
  'previous_user_id',
  'previous_parent_user_id',
  'old_user_id',
  'customer',
];

function namesIn(of: JsonRecord, keys: readonly string[]): string[] {
  return keys.flatMap((key) => exactText(of[key], maxName) ?? []);
}

function wishOfStatus(status: JsonRecord): Wish | undefined {
  const [error] = listOf(status['errors']).filter(isRecord);
  const code = exactText(error?.['code'], maxCode);
  if (status['status'] !== 'failed' || code === undefined || !isOfMessage(status)) return undefined;
  return { names: namesOfStatus(status), at: unixTime(status['timestamp']), said: { error: code } };
}

function wishOfPreference(preference: JsonRecord): Wish | undefined {
  const { category, value } = preference;
  if (category !== 'marketing_messages' || (value !== 'stop' && value !== 'resume')) return undefined;
  return {
    names: namesOfContact(preference),
    at: unixTime(preference['timestamp']),
    said: { preference: value },
  };
}

/** What is forwarded is somebody else's word, and what is said in a group is said to the group. */
function wishOfMessage(message: JsonRecord): Wish | undefined {
  const { forwarded, frequently_forwarded: often } = recordOf(message['context']);
  if (message['group_id'] !== undefined || forwarded === true || often === true) return undefined;
  const words = wordsOf(message).filter((each) => each !== undefined);
  if (words.length === 0) return undefined;
  return {
    names: namesOfMessage(message),
    at: unixTime(message['timestamp']),
    said: { words, isButton: message['type'] !== 'text' },
  };
}

function wordsOf(message: JsonRecord): (string | undefined)[] {
  const button = recordOf(message['button']);
  const reply = recordOf(recordOf(message['interactive'])['button_reply']);
  switch (message['type']) {
    case 'text':
      return [exactText(recordOf(message['text'])['body'], maxWords)];
    case 'button':
      return [exactText(button['text'], maxWords), exactText(button['payload'], maxWords)];
    case 'interactive':
      return [exactText(reply['title'], maxWords)];
    default:
      return [];
  }
}

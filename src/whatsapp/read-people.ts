import { exactText, isRecord, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { unixTime } from './unix-time.ts';

/** What one change of a webhook shows of people: names that belong together, and what they wish for. Personal data. */
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

const maxName = 256; // characters; a user id has at most 135
const maxWords = 256; // characters; nobody opts out in more, and a longer text is not looked at
const maxCode = 16; // characters

/** The change must be one of `messages` or `user_preferences`: other fields, such as `history`, are not news. */
export function readPeople(value: JsonRecord, phoneNumberId: string): PeopleReading {
  const records = (name: string): JsonRecord[] => listOf(value[name]).filter(isRecord);
  const contacts = records('contacts').map((each) => namesIn(each, ['wa_id', 'user_id', 'parent_user_id']));
  const [onlyContact = []] = contacts.length === 1 ? contacts : [];
  const wishes = [
    ...records('statuses').flatMap(wishOfStatus),
    ...records('user_preferences').flatMap(wishOfPreference),
    ...records('messages').flatMap(wishOfMessage),
  ].map((wish) => (wish.names.length === 0 ? { ...wish, names: onlyContact } : wish));
  const shown = [
    ...contacts,
    ...records('statuses').map(namesOfStatus),
    ...records('user_preferences').map(namesOfPreference),
    ...records('messages').map((each) => [...namesOfMessage(each), ...newNames(each)]),
  ];
  return {
    phoneNumberId,
    shown: shown.filter((names) => names.length > 1),
    wishes: wishes.filter((wish) => wish.names.length > 0),
  };
}

/** Of a group's statuses only the group, or somebody in it whose names stand apart, would be told. */
function namesOfStatus(status: JsonRecord): string[] {
  if (status['recipient_type'] === 'group' || status['recipient_participant_id'] !== undefined) return [];
  const ids = ['recipient_id', 'recipient_user_id', 'parent_recipient_user_id', 'parent_user_id'];
  return namesIn(status, [...ids, 'recipient_parent_user_id']);
}

function namesOfPreference(preference: JsonRecord): string[] {
  return namesIn(preference, ['wa_id', 'user_id', 'parent_user_id']);
}

function namesOfMessage(message: JsonRecord): string[] {
  return namesIn(message, ['from', 'from_user_id', 'from_parent_user_id']);
}

/** Somebody who changed their number or user id is still the same person. */
function newNames(message: JsonRecord): string[] {
  const system = message['type'] === 'system' ? recordOf(message['system']) : {};
  return namesIn(system, ['wa_id', 'new_wa_id', 'user_id', 'new_user_id', 'parent_user_id']);
}

function namesIn(of: JsonRecord, keys: readonly string[]): string[] {
  return keys.flatMap((key) => exactText(of[key], maxName) ?? []);
}

function wishOfStatus(status: JsonRecord): Wish[] {
  const [error] = listOf(status['errors']).filter(isRecord);
  const code = exactText(error?.['code'], maxCode);
  if (status['status'] !== 'failed' || code === undefined) return [];
  return [{ names: namesOfStatus(status), at: unixTime(status['timestamp']), said: { error: code } }];
}

function wishOfPreference(preference: JsonRecord): Wish[] {
  const { category, value } = preference;
  if (category !== 'marketing_messages' || (value !== 'stop' && value !== 'resume')) return [];
  return [
    {
      names: namesOfPreference(preference),
      at: unixTime(preference['timestamp']),
      said: { preference: value },
    },
  ];
}

/** What is forwarded is somebody else's word, and what is said in a group is said to the group. */
function wishOfMessage(message: JsonRecord): Wish[] {
  const { forwarded, frequently_forwarded: often } = recordOf(message['context']);
  if (message['group_id'] !== undefined || forwarded === true || often === true) return [];
  const words = wordsOf(message).filter((each) => each !== undefined);
  if (words.length === 0) return [];
  return [
    {
      names: namesOfMessage(message),
      at: unixTime(message['timestamp']),
      said: { words, isButton: message['type'] !== 'text' },
    },
  ];
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

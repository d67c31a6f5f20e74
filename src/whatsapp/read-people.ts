import {
  exactText,
  isGiven,
  isRecord,
  listOrOne,
  readableText,
  recordOf,
  type JsonRecord,
} from './json-value.ts';
import { isOfGroup, namesOfContact, namesOfMessage, namesOfStatus, shownByMessage } from './read-names.ts';
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
  said:
    | { preference: 'stop' | 'resume' }
    /** The codes of a failure. */
    | { errors: string[] }
    | { words: string[]; isButton: boolean };
}

/**
 * NO_NAME: somebody wishes for something, or changes a name, and nothing says who. UNKNOWN_PREFERENCE: it may have been an
 * opt-out. NO_TIME: who came back, and nobody knows whether that was before they left.
 */
export type PeopleFault =
  'NOT_AN_OBJECT' | 'NO_PHONE_NUMBER_ID' | 'NO_NAME' | 'UNKNOWN_PREFERENCE' | 'NO_TIME';

/** The lists that show people, in the order in which they are read. */
export const peopleLists = [
  'contacts',
  'statuses',
  'user_id_update',
  'user_preferences',
  'messages',
] as const;
export type PeopleList = (typeof peopleLists)[number];

const maxWords = 4_096; // characters; as much as people may write. How long an opt-out may be is judged with the words
const maxCode = 16; // characters; codes have up to seven digits

/**
 * What the item of a list shows, where the change is news: other fields, such as `history`, tell old things. Names may be
 * read, and a wish beside them not.
 */
export function readPerson(
  list: PeopleList,
  item: unknown,
  phoneNumberId: string | undefined,
  onlyPerson: string[],
): { person?: PeopleReading; fault?: PeopleFault | undefined } {
  if (!isRecord(item)) return { fault: 'NOT_AN_OBJECT' };
  if (phoneNumberId === undefined) return { fault: 'NO_PHONE_NUMBER_ID' };
  const { shown, wish, fault } = readers[list](item, onlyPerson);
  const named = wish && { ...wish, names: wish.names.length > 0 ? wish.names : onlyPerson };
  const person = {
    phoneNumberId,
    shown: shown.length > 1 ? [shown] : [],
    wishes: named && named.names.length > 0 ? [named] : [],
  };
  return { person, fault: named?.names.length === 0 ? 'NO_NAME' : fault };
}

interface Shown {
  shown: string[];
  wish?: Wish | undefined;
  fault?: PeopleFault | undefined;
}

const readers: Record<PeopleList, (item: JsonRecord, onlyPerson: readonly string[]) => Shown> = {
  contacts: (item) => ({ shown: namesOfContact(item) }),
  statuses: (item) => ({ shown: namesOfStatus(item), wish: wishOfStatus(item) }),
  user_id_update: readUpdate,
  user_preferences: readPreference,
  messages: (item, onlyPerson) => ({ shown: shownByMessage(item, onlyPerson), wish: wishOfMessage(item) }),
};

/** A change of which one side cannot be read is told: an opt-out may stand under it. */
function readUpdate(update: JsonRecord): Shown {
  const shown = namesOfContact(update);
  return { shown, fault: new Set(shown).size < 2 ? 'NO_NAME' : undefined };
}

function readPreference(preference: JsonRecord): Shown {
  const shown = namesOfContact(preference);
  const value = wordOf(preference['value']);
  const isOfMarketing = wordOf(preference['category']) === 'marketing_messages';
  if (!isOfMarketing || (value !== 'stop' && value !== 'resume'))
    return { shown, fault: 'UNKNOWN_PREFERENCE' };
  const at = unixTime(preference['timestamp']);
  if (value === 'resume' && at === undefined) return { shown, fault: 'NO_TIME' };
  return { shown, wish: { names: shown, at, said: { preference: value } } };
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}

/** What fails for a group says nothing of who is named beside it. */
function wishOfStatus(status: JsonRecord): Wish | undefined {
  if (status['status'] !== 'failed' || isOfGroup(status) || !isOfMessage(status)) return undefined;
  const codes = listOrOne(status['errors'])
    .filter(isRecord)
    .flatMap((error) => exactText(error['code'], maxCode) ?? []);
  if (codes.length === 0) return undefined;
  return { names: namesOfStatus(status), at: unixTime(status['timestamp']), said: { errors: codes } };
}

/** What is forwarded is somebody else's word, and what is said in a group is said to the group. */
function wishOfMessage(message: JsonRecord): Wish | undefined {
  const { forwarded, frequently_forwarded: often } = recordOf(message['context']);
  if (isGiven(message['group_id']) || forwarded === true || often === true) return undefined;
  const words = wordsOf(message).flatMap((each) => readableText(each, maxWords) ?? []);
  if (words.length === 0) return undefined;
  return {
    names: namesOfMessage(message),
    at: unixTime(message['timestamp']),
    said: { words, isButton: message['type'] !== 'text' },
  };
}

/** What somebody wrote or pressed. Of a button both what it showed and what we named it count. */
function wordsOf(message: JsonRecord): unknown[] {
  const button = recordOf(message['button']);
  const { button_reply: pressed, list_reply: chosen } = recordOf(message['interactive']);
  switch (message['type']) {
    case 'text':
      return [recordOf(message['text'])['body']];
    case 'button':
      return [button['text'], button['payload']];
    case 'interactive':
      return [recordOf(pressed), recordOf(chosen)].flatMap(({ title, id }) => [title, id]);
    default:
      return [];
  }
}

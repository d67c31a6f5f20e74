import { describeFault } from '../db/describe-fault.ts';
import { decodeUtf8 } from '../content/decode-utf8.ts';
import { exactText, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { readAccountError } from './read-errors.ts';
import { readInbound, type InboundFault, type InboundReport } from './read-inbound.ts';
import {
  onlyPersonIn,
  peopleLists,
  readPerson,
  type PeopleFault,
  type PeopleReading,
} from './read-people.ts';
import { readStatus, type StatusFault, type StatusUpdate } from './read-status.ts';

/** What a webhook body holds. It never throws: one odd item must not cost the thousand beside it. */
export interface WebhookReading {
  /** In the order of the body, which says nothing about the order of events. */
  statuses: (StatusUpdate & Placed)[];
  messages: (InboundReport & Placed)[];
  /** How many items are of other kinds: account errors, changes of other fields. */
  others: number;
  problems: WebhookProblem[];
  people: (PeopleReading & Placed)[];
}

/** Where an item stands in the body: `entry.0.changes.0.value.statuses.499`. */
interface Placed {
  path: string;
}

/** An item that was left out. */
export interface WebhookProblem extends Placed {
  reason:
    | 'NOT_UTF8'
    | 'NOT_JSON'
    | 'NOT_A_LIST'
    | 'UNREADABLE'
    | StatusFault
    | InboundFault
    | PeopleFault
    | AccountError;
  /** Whose it is, as far as the change around it says. */
  phoneNumberId?: string | undefined;
  /** Where our own code failed. */
  cause?: string | undefined;
}

/** WhatsApp reports a fault of the account or of one of our calls; there is nothing to apply. */
type AccountError = `ACCOUNT_ERROR_${string}`;

export function readWebhook(rawBody: Uint8Array): WebhookReading {
  const reading: WebhookReading = { statuses: [], messages: [], others: 0, problems: [], people: [] };
  const text = decodeUtf8(rawBody);
  const body = text === undefined ? undefined : parse(text);
  if (text === undefined) reading.problems.push({ path: '', reason: 'NOT_UTF8' });
  if (body === notJson) reading.problems.push({ path: '', reason: 'NOT_JSON' });
  for (const [e, entry] of listOf(recordOf(body)['entry']).entries()) {
    for (const [c, change] of listOf(recordOf(entry)['changes']).entries()) {
      readChange(recordOf(change), `entry.${e}.changes.${c}.value`, reading);
    }
  }
  return reading;
}

/** The path of what an item says of people. The item itself is applied apart from that, and may be set aside apart. */
function peoplePathOf(path: string): string {
  return `${path}#people`;
}

const maxPhoneNumberId = 64; // characters; today 15 or 16 digits
/** Others, such as `history`, show people too, and tell old things. */
const newsFields: ReadonlySet<unknown> = new Set(['messages', 'user_preferences']);

function readChange(change: JsonRecord, path: string, reading: WebhookReading): void {
  const value = recordOf(change['value']);
  const phoneNumberId = exactText(recordOf(value['metadata'])['phone_number_id'], maxPhoneNumberId);
  const place = { value, path, phoneNumberId };
  reading.others += listOf(value['errors']).length;
  if (change['field'] !== 'messages') reading.others += 1;
  if (newsFields.has(change['field'])) readPeople(place, reading);

  for (const name of ['errors', 'statuses', 'messages', 'user_preferences'])
    if (value[name] !== undefined && !Array.isArray(value[name]))
      reading.problems.push({ path: `${path}.${name}`, reason: 'NOT_A_LIST', phoneNumberId });

  readEach(place, 'errors', reading, readAccountError);
  readEach(place, 'statuses', reading, (item, at) => {
    const status = readStatus(item, phoneNumberId);
    if (typeof status !== 'string') reading.statuses.push({ ...status, path: at });
    return status;
  });
  // Other fields, such as `history`, have messages too, and those are not news.
  if (change['field'] !== 'messages') return;
  const contacts = listOf(value['contacts']);
  readEach(place, 'messages', reading, (item, at) => {
    const message = readInbound(item, phoneNumberId, contacts);
    if (typeof message !== 'string') reading.messages.push({ ...message, path: at });
    return message;
  });
}

interface Place {
  value: JsonRecord;
  path: string;
  phoneNumberId: string | undefined;
}

/**
 * Reads the items of one list, each alone. A word instead of a reading is the reason why the item is left out, and so is
 * whatever the reader throws: that is a fault of our code, and it would stop all other items.
 */
function readEach(
  { value, path, phoneNumberId }: Place,
  name: string,
  reading: WebhookReading,
  read: (item: unknown, at: string) => object | WebhookProblem['reason'],
  pathOf = (at: string): string => at,
): void {
  for (const [index, item] of listOf(value[name]).entries()) {
    const at = pathOf(`${path}.${name}.${index}`);
    try {
      const result = read(item, at);
      if (typeof result === 'string') reading.problems.push({ path: at, reason: result, phoneNumberId });
    } catch (error) {
      reading.problems.push({
        path: at,
        reason: 'UNREADABLE',
        phoneNumberId,
        cause: describeFault(error),
      });
    }
  }
}

function readPeople(place: Place, reading: WebhookReading): void {
  const onlyPerson = onlyPersonIn(place.value);
  for (const list of peopleLists) {
    readEach(
      place,
      list,
      reading,
      (item, at) => {
        const person = readPerson(list, item, place.phoneNumberId, onlyPerson);
        // A message and a status have a reader of their own, which tells what is wrong; a contact only adds names.
        if (typeof person === 'string') return list === 'user_preferences' ? person : {};
        if (person.shown.length + person.wishes.length > 0) reading.people.push({ ...person, path: at });
        return person;
      },
      list === 'messages' || list === 'statuses' ? peoplePathOf : undefined,
    );
  }
}

const notJson = Symbol('not JSON');

function parse(text: string): unknown {
  try {
    return bareBigInteger.test(text) ? parseKeepingIntegers(text) : JSON.parse(text);
  } catch {
    return notJson;
  }
}

/** Ids of 16 digits and more do not fit a JavaScript number. Meta quotes them; should it forget, they stay text. */
const bareBigInteger = /[:[,]\s*-?[0-9]{16}/;

function parseKeepingIntegers(text: string): unknown {
  try {
    return JSON.parse(text, keepInteger);
  } catch (error) {
    // Revivers recurse, and a body nested ten thousand deep exhausts the stack; the parser alone does not.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

function keepInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)
    ? (context?.source ?? value)
    : value;
}

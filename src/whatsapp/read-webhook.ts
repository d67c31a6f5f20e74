import { decodeUtf8 } from '../content/decode-utf8.ts';
import { indexContacts } from './index-contacts.ts';
import { exactText, isRecord, isSent, listOrOne, recordOf, type JsonRecord } from './json-value.ts';
import { notJson, parseJson } from './parse-json.ts';
import { addProblem, readEach, type Read } from './read-each.ts';
import { readAccountError } from './read-errors.ts';
import { readInbound, type InboundFault, type InboundReport } from './read-inbound.ts';
import { onlyPersonIn } from './read-names.ts';
import {
  peopleLists,
  readPerson,
  type PeopleFault,
  type PeopleList,
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
    | 'TOO_MANY_PROBLEMS'
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
  const body = text === undefined ? undefined : parseJson(text);
  if (text === undefined) addProblem(reading, { path: '', reason: 'NOT_UTF8' });
  else if (body === notJson) addProblem(reading, { path: '', reason: 'NOT_JSON' });
  else readBody(recordOf(body), reading);
  return reading;
}

function readBody(body: JsonRecord, reading: WebhookReading): void {
  readEach({ given: body['entry'], path: 'entry' }, reading, (entry, at) => {
    if (!isRecord(entry)) return 'NOT_AN_OBJECT';
    readEach({ given: entry['changes'], path: `${at}.changes` }, reading, (change, inner) => {
      if (!isRecord(change)) return 'NOT_AN_OBJECT';
      readChange(change, `${inner}.value`, reading);
      return change;
    });
    return entry;
  });
}

const maxPhoneNumberId = 64; // characters; today 15 or 16 digits
/** Messages and statuses, also of a number that another handler answers for. */
const messageFields: ReadonlySet<unknown> = new Set(['messages', 'standby']);
/** Others, such as `history`, have messages and show people too, and tell old things. */
const newsFields: ReadonlySet<unknown> = new Set([...messageFields, 'user_preferences', 'user_id_update']);

function readChange(change: JsonRecord, path: string, reading: WebhookReading): void {
  const { field, value } = change;
  if (field !== 'messages') reading.others += 1;
  if (!isRecord(value)) {
    addProblem(reading, { path, reason: 'NOT_AN_OBJECT' });
    return;
  }
  readValue(field, value, path, reading);
  if (field !== 'standby' || !isSent(value['standby'])) return;
  const { metadata, contacts } = value;
  readEach({ given: value['standby'], path: `${path}.standby` }, reading, (inner, at) => {
    if (!isRecord(inner)) return 'NOT_AN_OBJECT';
    readValue(field, { metadata, contacts, ...inner }, at, reading);
    return inner;
  });
}

function readValue(field: unknown, value: JsonRecord, path: string, reading: WebhookReading): void {
  const { metadata } = value;
  const phoneNumberId = exactText(recordOf(metadata)['phone_number_id'], maxPhoneNumberId);
  const place = { value, path, phoneNumberId };
  if (newsFields.has(field)) readPeople(field, place, reading);

  // Other fields, such as `flows`, count errors of another kind under the same name.
  if (newsFields.has(field) || field === 'calls' || isRecord(metadata)) {
    reading.others += listOrOne(value['errors']).length;
    readList(place, 'errors', reading, readAccountError);
  }
  readList(place, 'statuses', reading, (item, at) => {
    const status = readStatus(item, phoneNumberId);
    if (typeof status !== 'string') reading.statuses.push({ ...status, path: at });
    return status;
  });
  if (!messageFields.has(field)) return;
  const contactOf = indexContacts(value['contacts']);
  readList(place, 'messages', reading, (item, at) => {
    const message = readInbound(item, phoneNumberId, contactOf);
    if (typeof message !== 'string') reading.messages.push({ ...message, path: at });
    return message;
  });
}

interface Place {
  value: JsonRecord;
  path: string;
  phoneNumberId: string | undefined;
}

/** A list that is missing holds nothing. */
function readList(
  { value, path, phoneNumberId }: Place,
  name: string,
  reading: WebhookReading,
  read: Read,
): void {
  const given = value[name];
  if (isSent(given)) readEach({ given, path: `${path}.${name}`, phoneNumberId }, reading, read);
}

/** What an item says of people is applied apart from the item, and may be set aside apart: it has a path of its own. */
const suffixes: Partial<Record<PeopleList, string>> = { messages: '#people', statuses: '#people' };

/** Lists that speak of people only. Of the others a reader of their own tells what is wrong, and a contact only adds names. */
const ofPeopleAlone: ReadonlySet<unknown> = new Set(['user_preferences', 'user_id_update']);

function readPeople(field: unknown, { value, path, phoneNumberId }: Place, reading: WebhookReading): void {
  const onlyPerson = onlyPersonIn(value);
  for (const list of peopleLists) {
    const isTold = ofPeopleAlone.has(list);
    const given = isTold && (field === list || isSent(value[list])) ? value[list] : listOrOne(value[list]);
    const suffix = suffixes[list] ?? '';
    readEach({ given, path: `${path}.${list}`, suffix, phoneNumberId }, reading, (item, at) => {
      const { person, fault } = readPerson(list, item, phoneNumberId, onlyPerson);
      if (person && person.shown.length + person.wishes.length > 0)
        reading.people.push({ ...person, path: at });
      return (isTold && fault) || {};
    });
  }
}

import { decodeUtf8 } from '../content/decode-utf8.ts';
import { exactText, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { readInbound, type InboundFault, type InboundReport } from './read-inbound.ts';
import { readPeople, type PeopleReading } from './read-people.ts';
import { readStatus, type StatusFault, type StatusUpdate } from './read-status.ts';

/** What a webhook body holds. It never throws: one odd item must not cost the thousand beside it. */
export interface WebhookReading {
  /** In the order of the body, which says nothing about the order of events. */
  statuses: (StatusUpdate & Placed)[];
  messages: (InboundReport & Placed)[];
  /** How many items are of other kinds: account errors, changes of other fields. */
  others: number;
  problems: WebhookProblem[];
  people: PeopleReading[];
}

/** Where an item stands in the body: `entry.0.changes.0.value.statuses.499`. */
interface Placed {
  path: string;
}

/** An item that was left out. */
export interface WebhookProblem extends Placed {
  reason: 'NOT_UTF8' | 'NOT_JSON' | 'NOT_A_LIST' | StatusFault | InboundFault;
  /** Whose it is, as far as the change around it says. */
  phoneNumberId?: string | undefined;
}

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

const maxPhoneNumberId = 64; // characters; today 15 or 16 digits
/** Others, such as `history`, show people too, and tell old things. */
const newsFields: ReadonlySet<unknown> = new Set(['messages', 'user_preferences']);

function readChange(change: JsonRecord, path: string, reading: WebhookReading): void {
  const value = recordOf(change['value']);
  const phoneNumberId = exactText(recordOf(value['metadata'])['phone_number_id'], maxPhoneNumberId);
  reading.others += listOf(value['errors']).length;
  if (change['field'] !== 'messages') reading.others += 1;

  if (phoneNumberId !== undefined && newsFields.has(change['field'])) {
    reading.people.push(readPeople(value, phoneNumberId));
  }
  for (const { path: at, item } of itemsOf(value, 'statuses', path, phoneNumberId, reading)) {
    const status = readStatus(item, phoneNumberId);
    if (typeof status === 'string') reading.problems.push({ path: at, reason: status, phoneNumberId });
    else reading.statuses.push({ ...status, path: at });
  }
  // Other fields, such as `history`, have messages too, and those are not news.
  if (change['field'] !== 'messages') return;
  const contacts = listOf(value['contacts']);
  for (const { path: at, item } of itemsOf(value, 'messages', path, phoneNumberId, reading)) {
    const message = readInbound(item, phoneNumberId, contacts);
    if (typeof message === 'string') reading.problems.push({ path: at, reason: message, phoneNumberId });
    else reading.messages.push({ ...message, path: at });
  }
}

function itemsOf(
  value: JsonRecord,
  name: 'statuses' | 'messages',
  path: string,
  phoneNumberId: string | undefined,
  reading: WebhookReading,
): { path: string; item: unknown }[] {
  const items = value[name];
  if (items !== undefined && !Array.isArray(items)) {
    reading.problems.push({ path: `${path}.${name}`, reason: 'NOT_A_LIST', phoneNumberId });
  }
  return listOf(items).map((item, index) => ({ path: `${path}.${name}.${index}`, item }));
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

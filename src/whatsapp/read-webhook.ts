import { exactText, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { readStatus, type StatusFault, type StatusUpdate } from './read-status.ts';

/** What a webhook body holds. It never throws: one odd item must not cost the thousand beside it. */
export interface WebhookReading {
  /** In the order of the body, which says nothing about the order of events. */
  statuses: StatusUpdate[];
  /** How many items are of other kinds: inbound messages, account errors, changes of other fields. */
  others: number;
  problems: WebhookProblem[];
}

/** An item that was left out, by its place in the body: `entry.0.changes.0.value.statuses.499`. */
export interface WebhookProblem {
  path: string;
  reason: 'NOT_JSON' | 'NOT_A_LIST' | StatusFault;
}

export function readWebhook(rawBody: Uint8Array): WebhookReading {
  const reading: WebhookReading = { statuses: [], others: 0, problems: [] };
  const body = parse(new TextDecoder().decode(rawBody));
  if (body === notJson) reading.problems.push({ path: '', reason: 'NOT_JSON' });
  for (const [e, entry] of listOf(recordOf(body)['entry']).entries()) {
    for (const [c, change] of listOf(recordOf(entry)['changes']).entries()) {
      readChange(recordOf(change), `entry.${e}.changes.${c}.value`, reading);
    }
  }
  return reading;
}

const maxPhoneNumberId = 64; // characters; today 15 or 16 digits

function readChange(change: JsonRecord, path: string, reading: WebhookReading): void {
  const value = recordOf(change['value']);
  reading.others += listOf(value['messages']).length + listOf(value['errors']).length;
  if (change['field'] !== 'messages') reading.others += 1;

  if (value['statuses'] !== undefined && !Array.isArray(value['statuses'])) {
    reading.problems.push({ path: `${path}.statuses`, reason: 'NOT_A_LIST' });
  }
  const phoneNumberId = exactText(recordOf(value['metadata'])['phone_number_id'], maxPhoneNumberId);
  for (const [s, item] of listOf(value['statuses']).entries()) {
    const status = readStatus(item, phoneNumberId);
    if (typeof status === 'string') reading.problems.push({ path: `${path}.statuses.${s}`, reason: status });
    else reading.statuses.push(status);
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

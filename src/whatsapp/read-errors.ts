import type { InboundError } from '../content/inbound-content.ts';
import { exactText, isRecord, listOf, readableText, recordOf } from './json-value.ts';

const maxErrors = 10; // Meta sends one
const maxWord = 64; // characters
const maxTitle = 256; // characters
const maxDetails = 1024; // characters

/** The `errors` of an item of a webhook. */
export function errorsOf(errors: unknown): InboundError[] {
  return listOf(errors)
    .filter(isRecord)
    .slice(0, maxErrors)
    .map((error) => ({
      code: exactText(error['code'], maxWord) ?? 'UNKNOWN',
      title: readableText(error['title'], maxTitle) ?? readableText(error['message'], maxTitle),
      details: readableText(recordOf(error['error_data'])['details'], maxDetails),
    }));
}

/** One of the `errors` that stand beside messages and statuses: about the account, or about a call of ours. */
export function readAccountError(error: unknown): `ACCOUNT_ERROR_${string}` | 'NOT_AN_OBJECT' {
  const [read] = errorsOf([error]);
  return read ? `ACCOUNT_ERROR_${read.code}` : 'NOT_AN_OBJECT';
}

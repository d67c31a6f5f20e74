import type { InboundError } from '../content/inbound-content.ts';
import { exactText, isRecord, listOf, recordOf, type JsonRecord } from './json-value.ts';
import { publicSentence } from './public-sentence.ts';

const maxErrors = 10; // Meta sends one
const maxWord = 64; // characters; codes have up to seven digits
const maxTitle = 256; // characters; a line for people
const maxDetails = 1024; // characters; some sentences for people

/** The `errors` of an item of a webhook. */
export function errorsOf(errors: unknown): InboundError[] {
  return listOf(errors)
    .filter(isRecord)
    .slice(0, maxErrors)
    .map((error) => ({
      code: exactText(error['code'], maxWord) ?? 'UNKNOWN',
      title: publicSentence(error['title'], maxTitle) ?? publicSentence(error['message'], maxTitle),
      details: detailsOf(error),
    }));
}

/** `message` repeats the title, or is all there is to read. */
function detailsOf(error: JsonRecord): string | undefined {
  const details = publicSentence(recordOf(error['error_data'])['details'], maxDetails);
  const message = publicSentence(error['message'], maxDetails);
  return details ?? (error['title'] === undefined || message === error['title'] ? undefined : message);
}

/** One of the `errors` that stand beside messages and statuses: about the account, or about a call of ours. */
export function readAccountError(error: unknown): `ACCOUNT_ERROR_${string}` | 'NOT_AN_OBJECT' {
  const [read] = errorsOf([error]);
  return read ? `ACCOUNT_ERROR_${read.code}` : 'NOT_AN_OBJECT';
}

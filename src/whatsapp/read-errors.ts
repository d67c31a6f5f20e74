import type { InboundError } from '../content/inbound-content.ts';
import { exactText, isRecord, listOrOne, type JsonRecord } from './json-value.ts';
import { publicSentence } from './public-sentence.ts';
import { readErrorData } from './read-error-data.ts';

const maxErrors = 10; // Meta sends one
const maxCode = 16; // characters; the longest known has 7
const maxTitle = 256; // characters; a line for people
const maxDetails = 1024; // characters; some sentences for people

/** The `errors` of an item of a webhook, or its only one. */
export function errorsOf(errors: unknown): InboundError[] {
  return listOrOne(errors).filter(isRecord).slice(0, maxErrors).map(errorOf);
}

function errorOf(error: JsonRecord): InboundError {
  const title = publicSentence(error['title'], maxTitle);
  return {
    code: codeOf(error),
    title: title ?? publicSentence(error['message'], maxTitle),
    details: readErrorData(error, maxDetails) ?? (title === undefined ? undefined : messageOf(error)),
  };
}

/** Codes are shown, logged and stored as reasons: nothing but a number may stand there. */
function codeOf(error: JsonRecord): string {
  const code = exactText(error['code'], maxCode);
  return code !== undefined && /^-?[0-9]{1,10}$/.test(code) ? code : 'UNKNOWN';
}

/** Mostly it repeats the title. */
function messageOf({ title, message }: JsonRecord): string | undefined {
  return message === title ? undefined : publicSentence(message, maxDetails);
}

/** One of the `errors` that stand beside messages and statuses: about the account, or about a call of ours. */
export function readAccountError(error: unknown): `ACCOUNT_ERROR_${string}` | 'NOT_AN_OBJECT' {
  return isRecord(error) ? `ACCOUNT_ERROR_${codeOf(error)}` : 'NOT_AN_OBJECT';
}

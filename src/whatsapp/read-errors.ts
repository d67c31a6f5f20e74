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

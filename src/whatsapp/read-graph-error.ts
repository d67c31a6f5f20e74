import { titleOf } from './failures.ts';
import { booleanOf, exactText, isRecord, type JsonRecord } from './json-value.ts';
import { publicSentence } from './public-sentence.ts';
import { readErrorData } from './read-error-data.ts';

/** The `error` of a Graph API answer. `code` decides; everything else is for people. */
export interface GraphError {
  code: string;
  title: string;
  details?: string | undefined;
  subcode?: string | undefined;
  /** Nearly always `OAuthException`; `GraphMethodException` is about what was asked of whom. */
  type?: string | undefined;
  fbtraceId?: string | undefined;
  isTransient?: boolean | undefined;
}

const maxCode = 16; // digits; the longest known has 7
const maxTitle = 256; // characters; as in webhooks
const maxDetails = 1024; // characters; as in webhooks
const maxTrace = 64; // characters; theirs have about 25
const maxType = 64; // characters; words run together

/** Undefined unless the body is what the Graph API itself writes: a proxy's error page proves nothing. */
export function readGraphError(body: unknown, ownId?: string): GraphError | undefined {
  const error = isRecord(body) ? body['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const code = exactText(error['code'], maxCode);
  if (code === undefined || !/^[0-9]+$/.test(code)) return undefined;
  return {
    code,
    title: messageIn(error, maxTitle, ownId) ?? 'No title given',
    details: detailsIn(code, error, ownId),
    subcode: exactText(error['error_subcode'], maxCode),
    type: exactText(error['type'], maxType),
    fbtraceId: exactText(error['fbtrace_id'], maxTrace),
    isTransient: booleanOf(error['is_transient']),
  };
}

/**
 * WhatsApp's own words about this case, from the nearest place that has some: `error_data`; what it writes for users; its
 * message, unless that only repeats the title of the code.
 */
function detailsIn(code: string, error: JsonRecord, ownId: string | undefined): string | undefined {
  const forUsers = [error['error_user_title'], error['error_user_msg']].flatMap(
    (each) => publicSentence(each, maxDetails, ownId) ?? [],
  );
  const message = messageIn(error, maxDetails, ownId);
  return (
    readErrorData(error, maxDetails, ownId) ??
    (forUsers.length > 0 ? forUsers.join(': ') : undefined) ??
    (message === titleOf(code) ? undefined : message)
  );
}

function messageIn(error: JsonRecord, max: number, ownId: string | undefined): string | undefined {
  const message = publicSentence(error['message'], max, ownId)?.replace(/^\(#[0-9]+\) */, '');
  return message === '' ? undefined : message;
}

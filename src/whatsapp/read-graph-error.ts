import { booleanOf, exactText, isRecord, readableText } from './json-value.ts';

/** The `error` of a Graph API answer. `code` decides; everything else is for people. */
export interface GraphError {
  code: string;
  title: string;
  details?: string | undefined;
  subcode?: string | undefined;
  fbtraceId?: string | undefined;
  isTransient?: boolean | undefined;
}

const maxCode = 16; // digits; the longest known has 7
const maxTitle = 256; // characters
const maxDetails = 1024; // characters
const maxTrace = 64; // characters

/** Undefined unless the body is what the Graph API itself writes: a proxy's error page proves nothing. */
export function readGraphError(body: unknown): GraphError | undefined {
  const error = isRecord(body) ? body['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const code = exactText(error['code'], maxCode);
  if (code === undefined || !/^[0-9]+$/.test(code)) return undefined;
  return {
    code,
    title: sentence(error['message'], maxTitle)?.replace(/^\(#[0-9]+\) */, '') ?? 'No title given',
    details: detailsIn(error['error_data']),
    subcode: exactText(error['error_subcode'], maxCode),
    fbtraceId: exactText(error['fbtrace_id'], maxTrace),
    isTransient: booleanOf(error['is_transient']),
  };
}

/** Usually an object; some template errors give a plain text. */
function detailsIn(errorData: unknown): string | undefined {
  return sentence(isRecord(errorData) ? errorData['details'] : errorData, maxDetails);
}

/** Graph quotes a malformed access token whole in its message, which callers may read. */
function sentence(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  return readableText(value.replace(/[A-Za-z0-9_-]{32,}/g, '[redacted]'), max);
}

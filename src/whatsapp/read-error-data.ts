import { isRecord, type JsonRecord } from './json-value.ts';
import { publicSentence } from './public-sentence.ts';

/**
 * WhatsApp's words about this case: `error_data` is usually an object with `details`, for some errors a plain text, now and
 * then that object as text; and `details` may stand in the error itself.
 */
export function readErrorData(error: JsonRecord, max: number, ownId?: string): string | undefined {
  const data = parsed(error['error_data']);
  return (
    publicSentence(isRecord(data) ? data['details'] : data, max, ownId) ??
    publicSentence(error['details'], max, ownId)
  );
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string' || !/^\s*\{/.test(data)) return data;
  try {
    const given: unknown = JSON.parse(data);
    return isRecord(given) ? given : data;
  } catch {
    return data;
  }
}

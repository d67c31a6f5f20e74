import type { IncomingHttpHeaders } from 'node:http';

/** Whether a body is compressed. An empty header, and "identity", say that it is not. */
export function isEncoded({ 'content-encoding': encoding = '' }: IncomingHttpHeaders): boolean {
  return encoding.split(',').some((each) => !['', 'identity'].includes(each.trim().toLowerCase()));
}

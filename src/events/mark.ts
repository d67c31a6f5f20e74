import { crc32 } from 'node:zlib';

/**
 * Tells an event from another event with the same number. A database that was set back gives its last numbers again, and the
 * new events have another subject or another time.
 */
export function markOf({ messageId, at }: { messageId: string; at: Date }): number {
  return crc32(`${messageId} ${at.getTime()}`);
}

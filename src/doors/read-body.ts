import type { IncomingMessage } from 'node:http';
import type { BodyPlace, BodyRoom } from './body-room.ts';
import { gatherParts, type GatheredParts } from './gather-parts.ts';

export type BodyRead =
  /** Its place is held until it is disposed of. */
  | { outcome: 'READ'; body: Buffer; place: BodyPlace }
  /** CROWDED_OUT: it came slower than others, which needed its room. */
  | { outcome: 'TOO_LARGE' | 'TOO_SLOW' | 'CROWDED_OUT' | 'TOO_MANY' | 'GONE' };

/**
 * Reads a body up to a size and within a time, while the room has a part for what is held of it. One that says it is larger
 * is refused before any of it comes.
 */
export function readBody(
  request: IncomingMessage,
  { room, holder, maxBytes, timeoutMs }: BodyLimits,
): Promise<BodyRead> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    return Promise.resolve({ outcome: 'TOO_LARGE' });
  return new Promise((resolve) => {
    let parts: GatheredParts | undefined = gatherParts(
      Math.min(maxBytes, Number(request.headers['content-length'] ?? maxBytes)),
    );
    let bytes = 0;
    const finish = (read: BodyRead): void => {
      if (!parts) return;
      parts = undefined;
      clearTimeout(timer);
      request.off('data', take);
      if (read.outcome !== 'READ') {
        place[Symbol.dispose]();
        request.pause();
      }
      resolve(read);
    };
    const end = (outcome: Exclude<BodyRead['outcome'], 'READ'>) => (): void => {
      finish({ outcome });
    };
    const place = room.enter(holder, end('CROWDED_OUT'));
    const take = (part: Buffer): void => {
      bytes += part.length;
      if (bytes > maxBytes) finish({ outcome: 'TOO_LARGE' });
      else if (parts && place.take(part.length, parts.growthBy(part))) parts.add(part);
      else finish({ outcome: 'TOO_MANY' });
    };
    const timer = setTimeout(end('TOO_SLOW'), timeoutMs);
    request.on('data', take);
    request.once('end', () => {
      if (parts) finish({ outcome: 'READ', body: parts.whole(), place });
    });
    request.once('error', end('GONE'));
    request.once('close', end('GONE'));
  });
}

interface BodyLimits {
  room: BodyRoom;
  /** Who is asked to give way when there is no room. */
  holder: string;
  maxBytes: number;
  timeoutMs: number;
}

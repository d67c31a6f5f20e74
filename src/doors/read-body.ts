import type { IncomingMessage } from 'node:http';
import type { BodyPlace, BodyRoom } from './body-room.ts';

export type BodyRead =
  /** Its place is held until it is disposed of. */
  | { outcome: 'READ'; body: Buffer; place: BodyPlace }
  /** CROWDED_OUT: it came slower than others, which needed its room. */
  | { outcome: 'TOO_LARGE' | 'TOO_SLOW' | 'CROWDED_OUT' | 'TOO_MANY' | 'GONE' };

/** Reads a body up to a size and within a time, while the room has a part for what came. */
export function readBody(
  request: IncomingMessage,
  { room, holder, maxBytes, timeoutMs }: BodyLimits,
): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isOver = false;
    const finish = (read: BodyRead): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      request.off('data', take);
      if (read.outcome !== 'READ') {
        place[Symbol.dispose]();
        chunks.length = 0;
        request.pause();
      }
      resolve(read);
    };
    const end = (outcome: Exclude<BodyRead['outcome'], 'READ'>) => (): void => {
      finish({ outcome });
    };
    const place = room.enter(holder, end('CROWDED_OUT'));
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > maxBytes) finish({ outcome: 'TOO_LARGE' });
      else if (!place.take(chunk.length)) finish({ outcome: 'TOO_MANY' });
      else chunks.push(chunk);
    };
    const timer = setTimeout(end('TOO_SLOW'), timeoutMs);
    request.on('data', take);
    request.once('end', () => {
      const [only = Buffer.alloc(0), ...more] = chunks;
      finish({ outcome: 'READ', body: more.length === 0 ? only : Buffer.concat(chunks), place });
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

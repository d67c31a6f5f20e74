import type { IncomingMessage } from 'node:http';

export type BodyRead = { outcome: 'READ'; body: Buffer } | { outcome: 'TOO_LARGE' | 'TOO_SLOW' | 'TOO_MANY' };

/** Reads a body up to a size and within a time, while `take` has room for what came. */
export function readBody(
  request: IncomingMessage,
  limits: { maxBytes: number; timeoutMs: number; take: (bytes: number) => boolean },
): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (read: BodyRead): void => {
      clearTimeout(timer);
      request.off('data', take);
      request.pause();
      resolve(read);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) finish({ outcome: 'TOO_LARGE' });
      else if (!limits.take(chunk.length)) finish({ outcome: 'TOO_MANY' });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => {
      finish({ outcome: 'TOO_SLOW' });
    }, limits.timeoutMs);
    request.on('data', take);
    request.once('end', () => {
      finish({ outcome: 'READ', body: Buffer.concat(chunks) });
    });
    request.once('error', () => {
      finish({ outcome: 'TOO_SLOW' });
    });
    request.once('close', () => {
      finish({ outcome: 'TOO_SLOW' });
    });
  });
}

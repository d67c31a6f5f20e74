import type { IncomingMessage } from 'node:http';

export const longestBody = 1024 * 1024; // bytes; Meta's largest message is far below

/** The whole body; undefined when it is too long or the client left before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= longestBody) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    request.on('error', () => {
      resolve(undefined);
    });
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { YogaServer } from 'graphql-yoga';
import type { Caller } from '../auth/authenticate.ts';

/**
 * Yoga without its HTTP adapter, which costs a fifth of a mutation. What that would do is done by then: the path is known,
 * and no page is asked for.
 */
export interface YogaInside {
  fetchAPI: Pick<YogaServer<object, object>['fetchAPI'], 'Request'>;
  handle: (request: Request, context: PostContext) => Response | Promise<Response>;
}

interface PostContext {
  caller: Caller;
  /** What the adapter would give, for platforms that end a process with its answer. */
  waitUntil: () => void;
}

/** A list of 1,000 messages with long texts; bytes. */
const maxBodyBytes = 8 * 1024 * 1024;

/**
 * Answers a POST of a caller whose key stands. The body is read here, whole and bounded, and handed to Yoga as text: as a
 * stream it would pass through three layers of web streams, which cost more than the operation.
 */
export async function answerPost(
  yoga: YogaInside,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readText(request);
  if (body === undefined) {
    if (!request.destroyed) refuse(response);
    return;
  }
  const gone = new AbortController();
  response.once('close', () => {
    // After the answer nobody listens, and an abort would still make an error with a stack.
    if (!response.writableFinished) gone.abort();
  });
  const given = new yoga.fetchAPI.Request(`http://localhost${request.url ?? '/'}`, {
    method: 'POST',
    // Node joins repeated headers: apart from set-cookie, which no request has, none is a list.
    headers: request.headers as Record<string, string>,
    body,
    signal: gone.signal,
  });
  await send(await yoga.handle(given, { caller, waitUntil: () => undefined }), response);
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  // A reader who goes away ends a stream; that is no fault.
  if (isStream && answer.body) await pipeline(Readable.from(answer.body), response).catch(() => undefined);
  else response.end(await answer.text());
}

/** Undefined: too large, or the caller went away. How long it may take is the server's requestTimeout. */
function readText(request: IncomingMessage): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return Promise.resolve(undefined);
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
    else resolve(undefined);
  });
  request.once('end', () => {
    resolve(chunks.length === 1 ? chunks[0]?.toString() : Buffer.concat(chunks).toString());
  });
  request.once('error', () => {
    resolve(undefined);
  });
  return promise;
}

/** What still comes of the body is not read: the connection ends with the answer. */
function refuse(response: ServerResponse): void {
  const message = `Expected a body of at most ${maxBodyBytes} bytes. Send the messages in parts.`;
  const error = { message, extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', retryable: false } };
  response
    .writeHead(413, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
    .end(JSON.stringify({ errors: [error] }));
}

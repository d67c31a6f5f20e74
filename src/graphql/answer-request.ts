import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { YogaServer } from 'graphql-yoga';
import type { Caller } from '../auth/authenticate.ts';
import { decodeUtf8 } from '../content/decode-utf8.ts';

/**
 * Yoga without its HTTP adapter, which costs a fifth of a mutation. What that would do is done by then: the path is known.
 */
export interface YogaInside {
  fetchAPI: Pick<YogaServer<object, object>['fetchAPI'], 'Request'>;
  handle: (request: Request, context: RequestContext) => Response | Promise<Response>;
}

interface RequestContext {
  /** Undefined: Yoga asks for the key, and words the refusal. */
  caller?: Caller | undefined;
  /** What was already learned of the key. */
  verdict: Promise<Caller | undefined>;
  /** What the adapter would give, for platforms that end a process with its answer. */
  waitUntil: () => void;
}

/** A list of 1,000 messages with long texts; bytes. */
const maxBodyBytes = 8 * 1024 * 1024;

/**
 * Answers a request to the GraphQL address. The body is read here, whole and bounded, only of a caller whose key stands, and
 * handed to Yoga as text: as a stream it would pass through three layers of web streams, which cost more than the operation.
 */
export async function answerRequest(
  yoga: YogaInside,
  known: { caller: Caller | undefined; verdict: Promise<Caller | undefined> },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    refuse(response, refusals.METHOD);
    return;
  }
  let body: string | undefined;
  if (known.caller && request.method === 'POST') {
    const read = await readBody(request);
    if (read === undefined) return;
    if ('refusal' in read) {
      refuse(response, refusals[read.refusal]);
      return;
    }
    body = read.text;
  }
  // Who left while his key was looked up has begun nothing.
  if (response.destroyed) return;
  const gone = new AbortController();
  response.once('close', () => {
    // After the answer nobody listens, and an abort would still make an error with a stack.
    if (!response.writableFinished) gone.abort();
  });
  // Of the address only the path counts: what a stranger writes as Host is never read.
  const given = new yoga.fetchAPI.Request(`http://localhost${request.url ?? '/'}`, {
    method: request.method,
    // Node joins repeated headers: apart from set-cookie, which no request has, none is a list.
    headers: withPlainType(request.headers) as Record<string, string>,
    ...(body === undefined ? {} : { body }),
    signal: gone.signal,
  });
  const answer = await yoga.handle(given, { ...known, waitUntil: () => undefined });
  await send(answer, response);
  // A subscription that was refused by what its caller accepts has begun, and nobody reads it.
  gone.abort(answered);
}

/** Yoga knows a type by its beginning, letter by letter: "application/json ; charset=utf-8" is as good. */
function withPlainType(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const type = headers['content-type'];
  if (type === undefined || type === 'application/json') return headers;
  return { ...headers, 'content-type': type.toLowerCase().replaceAll(/\s*;\s*/g, '; ') };
}

/** Made once: what is answered was not broken off, and needs no stack. */
const answered = new DOMException('The request is answered.', 'AbortError');

/** Of a stream each item goes out when it is there: no proxy may gather or change it. */
const ofStreams = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };

async function send(answer: Response, response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (isStream) for (const [name, value] of Object.entries(ofStreams)) response.setHeader(name, value);
  response.writeHead(answer.status);
  // A reader who goes away ends a stream; that is no fault.
  if (isStream && answer.body) await pipeline(Readable.from(answer.body), response).catch(() => undefined);
  else response.end(await answer.text());
}

type BodyRead = { text: string } | { refusal: keyof typeof refusals };

/** Undefined: the caller went away. How long it may take is the server's requestTimeout. */
function readBody(request: IncomingMessage): Promise<BodyRead | undefined> {
  const { promise, resolve } = Promise.withResolvers<BodyRead | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (request.headers['content-encoding'] !== undefined) return Promise.resolve({ refusal: 'ENCODED' });
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes)
    return Promise.resolve({ refusal: 'TOO_LARGE' });
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
    else resolve({ refusal: 'TOO_LARGE' });
  });
  request.once('end', () => {
    const text = decodeUtf8(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    resolve(text === undefined ? { refusal: 'NOT_UTF8' } : { text });
  });
  request.once('error', () => {
    resolve(undefined);
  });
  return promise;
}

const refusals = {
  METHOD: {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'Expected GET or POST, got another method. Send operations with POST.',
  },
  ENCODED: {
    status: 415,
    code: 'UNSUPPORTED_CONTENT_ENCODING',
    message: 'Expected a body without content-encoding, got one with. Send it as it is.',
  },
  TOO_LARGE: {
    status: 413,
    code: 'REQUEST_ENTITY_TOO_LARGE',
    message: `Expected a body of at most ${maxBodyBytes} bytes. Send the messages in parts.`,
  },
  NOT_UTF8: {
    status: 400,
    code: 'BODY_NOT_UTF8',
    message: 'Expected a body in UTF-8, got bytes that are none. Nothing was done; encode the text as UTF-8.',
  },
} as const;

/** What still comes of the body is not read: the connection ends with the answer. */
function refuse(
  response: ServerResponse,
  { status, code, message }: (typeof refusals)[keyof typeof refusals],
): void {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      connection: 'close',
      ...(status === 405 ? { allow: 'GET, POST' } : {}),
    })
    .end(JSON.stringify({ errors: [{ message, extensions: { code, retryable: false } }] }));
}

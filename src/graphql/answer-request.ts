import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { YogaServer } from 'graphql-yoga';
import type { Caller } from '../auth/authenticate.ts';
import { decodeUtf8 } from '../content/decode-utf8.ts';
import type { BodyPlace, BodyRoom } from '../doors/body-room.ts';
import { endUnread } from '../doors/end-unread.ts';
import { isEncoded } from '../doors/is-encoded.ts';
import { readBody } from '../doors/read-body.ts';

/**
 * Yoga without its HTTP adapter, which costs a fifth of a mutation. What the adapter would do is done by then: the path is known.
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
export const maxBodyBytes = 8 * 1024 * 1024;
/** Of one body; ms. */
const bodyTimeoutMs = 15_000;

/**
 * Answers a request to the GraphQL address. The body is read here, whole and bounded, only of a caller whose key stands, and
 * handed to Yoga as text: as a stream it would pass through three layers of web streams, which cost more than the operation.
 */
export async function answerRequest(
  { yoga, room }: { yoga: YogaInside; room: BodyRoom },
  known: Known,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    refuse(request, response, refusals.METHOD);
    return;
  }
  const { caller } = known;
  const read = caller && request.method === 'POST' ? await readText(room, caller.keyId, request) : undefined;
  if (read && 'refusal' in read) refuse(request, response, refusals[read.refusal]);
  // The caller may have left while the key was looked up or the body was read. Then nothing was begun.
  else if (response.destroyed) read?.place[Symbol.dispose]();
  else await answer(yoga, known, { request, response, body: read });
}

interface Known {
  caller: Caller | undefined;
  verdict: Promise<Caller | undefined>;
}

interface Body {
  text: string;
  place: BodyPlace;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  body: Body | undefined;
}

async function answer(yoga: YogaInside, known: Known, exchange: Exchange): Promise<void> {
  const { response } = exchange;
  const gone = new AbortController();
  response.once('close', () => {
    // After the answer nobody listens, and an abort would still make an error with a stack.
    if (!response.writableFinished) gone.abort();
  });
  await send(await ask(yoga, known, exchange, gone.signal), response);
  // A subscription that was refused by what its caller accepts has begun, and nobody reads it.
  gone.abort(answered);
}

/** Made once: what is answered was not broken off, and needs no stack. */
const answered = new DOMException('The request is answered.', 'AbortError');

async function ask(
  yoga: YogaInside,
  known: Known,
  { request, body }: Exchange,
  gone: AbortSignal,
): Promise<Response> {
  try {
    // Of the address only the path counts: what a stranger writes as Host is never read.
    const given = new yoga.fetchAPI.Request(`http://localhost${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      // Node joins repeated headers: apart from set-cookie, which no request has, none is a list.
      headers: withPlainType(request.headers) as Record<string, string>,
      ...(body === undefined ? {} : { body: body.text }),
      signal: gone,
    });
    return await yoga.handle(given, { ...known, waitUntil: () => undefined });
  } finally {
    // The answer, which may be a stream of days, holds what it asks for.
    body?.place[Symbol.dispose]();
  }
}

/** Yoga knows a type by its beginning, letter by letter: "application/json ; charset=utf-8" is as good. */
function withPlainType(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const type = headers['content-type'];
  if (type === undefined || type === 'application/json') return headers;
  return { ...headers, 'content-type': type.toLowerCase().replaceAll(/\s*;\s*/g, '; ') };
}

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

async function readText(
  room: BodyRoom,
  holder: string,
  request: IncomingMessage,
): Promise<Body | { refusal: keyof typeof refusals }> {
  if (isEncoded(request.headers)) return { refusal: 'ENCODED' };
  const limits = { room, holder, maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs };
  const read = await readBody(request, limits);
  if (read.outcome !== 'READ') return { refusal: read.outcome };
  const text = decodeUtf8(read.body);
  if (text !== undefined && read.place.finish()) return { text, place: read.place };
  read.place[Symbol.dispose]();
  return { refusal: text === undefined ? 'NOT_UTF8' : 'TOO_MANY' };
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
  TOO_SLOW: {
    status: 408,
    code: 'BODY_TOO_SLOW',
    message: `Expected the whole body within ${bodyTimeoutMs / 1_000} s. Nothing was done; send it again.`,
  },
  CROWDED_OUT: {
    status: 503,
    code: 'OVERLOADED',
    message: 'Expected the body faster: others needed its room. Nothing was done; send it again.',
  },
  TOO_MANY: {
    status: 503,
    code: 'OVERLOADED',
    message: 'Expected room for the body, but others of this key have it. Nothing was done; try again.',
  },
  GONE: { status: 400, code: 'BODY_BROKEN_OFF', message: 'Expected the whole body. Nothing was done.' },
  NOT_UTF8: {
    status: 400,
    code: 'BODY_NOT_UTF8',
    message: 'Expected a body in UTF-8, got bytes that are none. Nothing was done; encode the text as UTF-8.',
  },
} as const;

/** What still comes of the body is not read: the connection ends with the answer. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: (typeof refusals)[keyof typeof refusals],
): void {
  if (response.destroyed) return;
  const isPassing = status === 408 || status === 503;
  const extensions = isPassing ? { code, retryable: true, retryAfterSeconds: 1 } : { code, retryable: false };
  const text = JSON.stringify({ errors: [{ message, extensions }] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
    ...(status === 405 ? { allow: 'GET, POST' } : {}),
    ...(isPassing ? { 'retry-after': '1' } : {}),
  });
  endUnread(request, response, text);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { createBodyRoom } from '../doors/body-room.ts';
import { endUnread } from '../doors/end-unread.ts';
import { isEncoded } from '../doors/is-encoded.ts';
import { readBody, type BodyRead } from '../doors/read-body.ts';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import { isSignature, verifySignature } from '../whatsapp/verify-signature.ts';
import { verifySubscription } from '../whatsapp/verify-subscription.ts';
import { storeWebhook } from './store-webhook.ts';

export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  /** Told once it is known who calls. */
  know: () => void,
) => Promise<void>;

/** Meta sends up to 3 MB; bytes. */
export const maxBodyBytes = 4 * 1024 * 1024;
/** A body that drips slower than this holds a connection for nothing; ms. */
const bodyTimeoutMs = 10_000;
/** Meta repeats what is not answered; waiting longer for a database that is away only ties up connections; ms. */
const storeTimeoutMs = 1_000;
/**
 * Of all bodies that are being read or stored: beyond it a flood would be kept in memory instead of at Meta. Those whose
 * sender is not known yet share it with those that WhatsApp has signed, so either has at least a third of it; bytes.
 */
export const maxBytesInFlight = 96 * 1024 * 1024;
/** Bodies on their way at once; half of it where all are of strangers, as every body is until its last byte. */
const maxUnfinished = 2_000;
/** Who holds room: one whose signature could not be judged yet, and one who is known. */
const stranger = 'stranger';
const whatsApp = 'WhatsApp';

/**
 * The address that WhatsApp posts to. A body is answered with 200 only after it was stored exactly as it came; nothing
 * in it is read before.
 */
export function receiveWebhooks(tools: Tools): HttpHandler {
  const noteHandshake = sumLines(tools.log, 'warn', 'webhooks.handshake_refused');
  const takeWebhook = createTake(tools);

  return async (request, response, know) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const challenge = verifySubscription(query, tools.verifyToken);
      if (challenge === undefined) noteHandshake();
      answer(
        response,
        challenge === undefined ? 403 : 200,
        challenge ?? 'Expected hub.mode=subscribe and our verify token.',
      );
    } else if (request.method !== 'POST')
      answer(response, 405, 'Expected GET for the handshake or POST for webhooks.', { allow: 'GET, POST' });
    else if (isEncoded(request.headers)) answer(response, 415, 'Expected a body without content-encoding.');
    else await takeWebhook(request, response, know);
  };
}

interface Tools {
  database: Database;
  doorbell: Doorbell;
  appSecrets: readonly string[];
  verifyToken: string;
  log: Log;
}

/** What anybody may cause is logged in sums. */
function createTake(tools: Tools): HttpHandler {
  const room = createBodyRoom({ maxBytes: maxBytesInFlight, maxBodies: maxUnfinished });
  const noteSignature = sumLines(tools.log, 'warn', 'webhooks.signature_refused');
  const noteUnread = sumLines(tools.log, 'warn', 'webhooks.body_refused');
  const limits = { room, holder: stranger, maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs };

  function refuseSignature(response: ServerResponse, bytes: number): void {
    noteSignature({ bytes });
    answer(response, 401, 'Expected X-Hub-Signature-256 over the raw body with the app secret.');
  }

  function refuseUnread(request: IncomingMessage, response: ServerResponse, outcome: Unread): void {
    noteUnread({ [outcome]: 1 });
    if (response.destroyed) return;
    const [status, text] = unread[outcome];
    response.writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      connection: 'close',
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    });
    endUnread(request, response, text);
  }

  return async (request, response, know) => {
    const signature = request.headersDistinct['x-hub-signature-256'];
    // Without a signature the body is not read.
    if (!isSignature(signature)) {
      refuseSignature(response, 0);
      return;
    }
    const read = await readBody(request, limits);
    if (read.outcome !== 'READ') {
      refuseUnread(request, response, read.outcome);
      return;
    }
    using place = read.place;
    if (!verifySignature(read.body, signature, tools.appSecrets)) {
      refuseSignature(response, read.body.length);
      return;
    }
    know();
    if (!place.finish(whatsApp)) refuseUnread(request, response, 'TOO_MANY');
    else await storeAndAnswer(tools, read.body, response);
  };
}

type Unread = Exclude<BodyRead['outcome'], 'READ'>;

const unread: Readonly<Record<Unread, readonly [status: number, text: string]>> = {
  TOO_LARGE: [413, 'Expected at most 4 MiB.'],
  TOO_SLOW: [408, 'Expected the body within 10 seconds.'],
  CROWDED_OUT: [408, 'Expected the body faster: others needed its room. Send it again.'],
  TOO_MANY: [503, 'Too many webhooks at once. Send it again.'],
  GONE: [408, 'Expected the whole body.'],
};

/** Answers in time, and ends when the body is stored or given up: until then it is in memory. */
async function storeAndAnswer(
  tools: { database: Database; doorbell: Doorbell; log: Log },
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const stored = storeWebhook(tools, body).then(
    () => true,
    (error: unknown) => {
      tools.log.error({ event: 'webhooks.store_failed', bytes: body.length, error });
      return false;
    },
  );
  const timeout = Promise.withResolvers<boolean>();
  const timer = setTimeout(timeout.resolve, storeTimeoutMs, false);
  const isStored = await Promise.race([stored, timeout.promise]);
  clearTimeout(timer);
  // What is stored after a 503 comes again and is merged: twice does no harm.
  if (isStored) answer(response, 200, '');
  else answer(response, 503, 'The webhook could not be stored. Send it again.', { 'retry-after': '1' });
  await stored;
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Log } from '../log/log.ts';
import { verifySignature } from '../whatsapp/verify-signature.ts';
import { verifySubscription } from '../whatsapp/verify-subscription.ts';
import { createByteBudget } from './byte-budget.ts';
import { readBody } from './read-body.ts';
import { storeWebhook } from './store-webhook.ts';

export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  /** Told once it is known who calls. */
  know: () => void,
) => Promise<void>;

/** Meta sends up to 3 MB; bytes. */
const maxBodyBytes = 4 * 1024 * 1024;
/** A body that drips slower than this holds a connection for nothing; ms. */
const bodyTimeoutMs = 10_000;
/** Meta repeats what is not answered; waiting longer for a database that is away only ties up connections; ms. */
const storeTimeoutMs = 1_000;
/** Of all bodies that are being read or stored: beyond it a flood would be kept in memory instead of at Meta; bytes. */
const maxBytesInFlight = 64 * 1024 * 1024;

/**
 * The address that WhatsApp posts to. A body is answered with 200 only after it was stored exactly as it came; nothing
 * in it is read before.
 */
export function receiveWebhooks(tools: {
  database: Database;
  doorbell: Doorbell;
  appSecrets: readonly string[];
  verifyToken: string;
  log: Log;
}): HttpHandler {
  const { log } = tools;
  const inFlight = createByteBudget(maxBytesInFlight);

  return async (request, response, know) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const challenge = verifySubscription(query, tools.verifyToken);
      if (challenge === undefined) log.warn({ event: 'webhooks.handshake_refused' });
      answer(
        response,
        challenge === undefined ? 403 : 200,
        challenge ?? 'Expected hub.mode=subscribe and our verify token.',
      );
      return;
    }
    if (request.method !== 'POST') {
      answer(response, 405, 'Expected GET for the handshake or POST for webhooks.', { allow: 'GET, POST' });
      return;
    }
    if (request.headers['content-encoding'] !== undefined) {
      answer(response, 415, 'Expected a body without content-encoding.');
      return;
    }
    using held = inFlight.open();
    const limits = { maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs, take: held.take };
    const read = await readBody(request, limits);
    if (read.outcome !== 'READ') {
      const [status, text] = unread[read.outcome];
      answer(response, status, text, {
        connection: 'close',
        ...(status === 503 ? { 'retry-after': '1' } : {}),
      });
      return;
    }
    if (!verifySignature(read.body, request.headersDistinct['x-hub-signature-256'], tools.appSecrets)) {
      log.warn({ event: 'webhooks.signature_refused', bytes: read.body.length });
      answer(response, 401, 'Expected X-Hub-Signature-256 over the raw body with the app secret.');
      return;
    }
    know();
    await storeAndAnswer(tools, read.body, response);
  };
}

const unread = {
  TOO_LARGE: [413, 'Expected at most 4 MiB.'],
  TOO_SLOW: [408, 'Expected the body within 10 seconds.'],
  TOO_MANY: [503, 'Too many webhooks at once. Send it again.'],
} as const;

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

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookPoster } from './post-webhooks.ts';
import { readBody } from './read-body.ts';
import { sendJson } from './send-json.ts';

/** POST /_webhooks: signs any bytes and posts them once, as they are; answers with the receiver's HTTP status. */
export async function postRawWebhook(
  poster: WebhookPoster,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (!body) {
    sendJson(response, 413, JSON.stringify({ error: 'The webhook is too long.' }));
    return;
  }
  const status = await poster.postRaw(body).catch((error: unknown) => String(error));
  if (typeof status === 'number') sendJson(response, 200, JSON.stringify({ status }));
  else sendJson(response, 502, JSON.stringify({ error: `The webhook receiver gave no answer: ${status}` }));
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFields, type Fields } from './check-parameter.ts';
import type { WebhookPoster } from './post-webhooks.ts';
import { readBody } from './read-body.ts';
import type { SimulatorSettings } from './read-settings.ts';
import { toAddress } from './recipient.ts';
import { isInboundType, renderInbound } from './render-inbound.ts';
import { sendJson } from './send-json.ts';

/**
 * POST /_inbound: somebody writes to one of our numbers. `from` is a phone number or a business-scoped user id; `to` a
 * phone number id, the first sender when it is left out; `type` one of the kinds. `content` takes the place of the
 * example of that kind; id, timestamp, context, referral, group_id and profileName are as in the webhook. Answers with
 * the id of the message and the receiver's HTTP status.
 */
export async function postInbound(
  { settings, poster }: { settings: SimulatorSettings; poster: WebhookPoster },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = parse(String((await readBody(request)) ?? ''));
  const { from, type = 'text' } = given;
  if (typeof from !== 'string' || typeof type !== 'string' || !isInboundType(type)) {
    sendJson(
      response,
      400,
      JSON.stringify({
        error: 'Expected {"from": "+16505550101", "type": "text", …}: see src/simulator/post-inbound.ts.',
      }),
    );
    return;
  }
  const to = typeof given['to'] === 'string' ? given['to'] : [...settings.senders.keys()][0];
  const sender = settings.senders.get(to ?? '');
  const { id, body } = renderInbound({ ...given, from: toAddress(from), type, sender, to: to ?? '' });
  const status = await poster.postRaw(body).catch((error: unknown) => String(error));
  if (typeof status === 'number') sendJson(response, 200, JSON.stringify({ id, status }));
  else sendJson(response, 502, JSON.stringify({ error: `The webhook receiver gave no answer: ${status}` }));
}

function parse(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    return isFields(body) ? body : {};
  } catch {
    return {};
  }
}

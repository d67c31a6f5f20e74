import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAuthorized, type Bench } from './judge-message.ts';
import { unknownObject, wrongToken } from './refusal.ts';
import { sendJson, sendRefusal } from './send-json.ts';

/** GET /{version}/{phone number id}: what Meta knows of a number. Nothing of it is written down. */
export function serveNumber(
  { settings }: Pick<Bench, 'settings'>,
  phoneNumberId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const sender = settings.senders.get(phoneNumberId);
  if (!isAuthorized(request.headers.authorization, settings.accessToken)) sendRefusal(response, wrongToken);
  else if (sender === undefined) sendRefusal(response, unknownObject(phoneNumberId, 'get'));
  else
    sendJson(
      response,
      200,
      JSON.stringify({
        verified_name: 'Heliograph',
        display_phone_number: `+${sender.digits}`,
        quality_rating: 'GREEN',
        id: phoneNumberId,
      }),
    );
}

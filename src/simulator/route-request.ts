import type { IncomingMessage, ServerResponse } from 'node:http';
import { isControlAllowed } from './check-host.ts';
import { postInbound } from './post-inbound.ts';
import { postRawWebhook } from './post-raw-webhook.ts';
import { receiveMessage, type MessageDesk } from './receive-message.ts';
import { unknownPath } from './refusal.ts';
import { sendRefusal } from './send-json.ts';
import { serveLedger, serveSummary } from './serve-ledger.ts';
import { serveNumber } from './serve-number.ts';
import { resetRules, setRules, showRules } from './serve-rules.ts';

/** Meta's routes first, then the control side, whose paths begin with an underscore. */
export async function routeRequest(
  desk: MessageDesk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const phoneNumberId = messagesPath.exec(path)?.[1];
  if (phoneNumberId !== undefined && request.method === 'POST') {
    await receiveMessage(desk, phoneNumberId, request, response);
    return;
  }
  const numberAsked = numberPath.exec(path)?.[1];
  if (numberAsked !== undefined && request.method === 'GET') {
    serveNumber(desk, numberAsked, request, response);
    return;
  }
  if (path.startsWith('/_') && !isControlAllowed(desk.settings.host, request)) {
    response.writeHead(421, { 'content-type': 'text/plain' }).end('Expected a name of this machine in Host.');
    return;
  }
  switch (`${request.method ?? ''} ${path}`) {
    case 'GET /_ledger':
      await serveLedger(desk, new URLSearchParams(query), response);
      return;
    case 'GET /_ledger/summary':
      serveSummary(desk, response);
      return;
    case 'DELETE /_ledger':
      desk.ledger.clear();
      response.writeHead(204).end();
      return;
    case 'PUT /_rules':
      await setRules(desk.chooser, request, response);
      return;
    case 'GET /_rules':
      showRules(desk.chooser, response);
      return;
    case 'DELETE /_rules':
      resetRules(desk.chooser, response);
      return;
    case 'POST /_inbound':
      await postInbound(desk, request, response);
      return;
    case 'POST /_webhooks':
      await postRawWebhook(desk.poster, request, response);
      return;
    default:
      sendRefusal(response, unknownPath(path));
  }
}

const numberPath = /^\/(?:v\d+\.\d+\/)?(\d+)$/;
const messagesPath = /^\/(?:v\d+\.\d+\/)?(\d+)\/messages$/;

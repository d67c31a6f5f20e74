import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createLog } from '../../src/log/log.ts';
import { createWhatsAppClient, type WhatsAppClientOptions } from '../../src/whatsapp/send-message.ts';
import { httpServer, type RunningServer } from './misbehaving-server.ts';

export const message = {
  phoneNumberId: '106540352242922',
  accessToken: 'EAAtoken',
  body: { to: '+16505550101', text: { body: 'secret words' } },
};

export function clientOf(
  { baseUrl }: Pick<RunningServer, 'baseUrl'>,
  timeouts: Partial<WhatsAppClientOptions['timeouts']> = {},
  options: Partial<WhatsAppClientOptions> = {},
) {
  return createWhatsAppClient({
    baseUrl,
    apiVersion: 'v24.0',
    connections: 2,
    timeouts: { connectMs: 5_000, headersMs: 15_000, totalMs: 20_000, ...timeouts },
    log: createLog('silent'),
    ...options,
  });
}

export async function answering(
  status: number,
  body: string,
  check: (request: IncomingMessage) => unknown = () => undefined,
) {
  return await httpServer((request, response) => {
    check(request);
    void text(request).then(() => response.writeHead(status).end(body));
  });
}

/** undici's own signals, so that a test need not guess when something happens. */
export function once(channel: string, act: () => void): void {
  const first = () => {
    unsubscribe(channel, first);
    act();
  };
  subscribe(channel, first);
}

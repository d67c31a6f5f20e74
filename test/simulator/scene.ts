import { request } from 'undici';
import { readSettings } from '../../src/simulator/read-settings.ts';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const senderId = '106540352242922';
export const ordinaryRecipient = '+16505550101';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: () => unknown;
};

export type LedgerLine = {
  readonly recipient: string | null;
  readonly decision: string;
  readonly wamid: string | null;
  readonly [field: string]: unknown;
};

export type Scene = AsyncDisposable & {
  readonly port: number;
  readonly receiver: WebhookReceiver;
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  /** Posts a text to the ordinary recipient, changed by what is given. */
  readonly send: (changes?: Record<string, unknown>) => Promise<Answer>;
  readonly ledger: (query?: string) => Promise<readonly LedgerLine[]>;
  readonly setRules: (...rules: unknown[]) => Promise<void>;
  /** Resolves when no webhook is left to tell; every look is a real request. */
  readonly allTold: () => Promise<Record<string, unknown>>;
};

/** A simulator and a receiver for its webhooks, both on free ports and without delays. */
export async function openScene(environment: Record<string, string> = {}): Promise<Scene> {
  const receiver = await openWebhookReceiver();
  const simulator = await startSimulator(
    readSettings({
      SIMULATOR_PORT: '0',
      SIMULATOR_WEBHOOK_URL: receiver.url,
      SIMULATOR_WEBHOOK_DELAYS_MS: '0,0,0',
      SIMULATOR_FLUSH_MS: '0',
      ...environment,
    }),
  );
  const call: Scene['call'] = async (method, path, body, headers) => {
    const answer = await request(`http://127.0.0.1:${simulator.port}${path}`, {
      method,
      headers: { authorization: 'Bearer any', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    };
  };
  return {
    port: simulator.port,
    receiver,
    call,
    send: (changes) => call('POST', `/v24.0/${senderId}/messages`, makeBody(changes)),
    ledger: async (query = '') => (await call('GET', `/_ledger${query}`)).json() as LedgerLine[], // its shape has a test of its own
    setRules: async (...rules) => {
      const answer = await call('PUT', '/_rules', { rules });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    allTold: async () => {
      for (;;) {
        const summary = (await call('GET', '/_ledger/summary')).json() as {
          webhooks: Record<string, unknown>;
        }; // likewise
        if (summary.webhooks['untold'] === 0) return summary.webhooks;
      }
    },
    [Symbol.asyncDispose]: async () => {
      await simulator[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

export function makeBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: ordinaryRecipient,
    type: 'text',
    text: { body: 'Hello' },
    ...changes,
  };
}

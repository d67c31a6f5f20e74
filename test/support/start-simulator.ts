import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ownSecrets } from './own-secrets.ts';

export interface LedgerEntry {
  time: string;
  phoneNumberId: string;
  recipient: string;
  type: string;
  opaque: string | null;
  decision: string;
  wamid: string | null;
  body: Record<string, unknown>;
}

export interface Simulator extends AsyncDisposable {
  url: string;
  /** Everything whose body WhatsApp read, in order. */
  ledger(): Promise<LedgerEntry[]>;
  /** Chaos from now on. */
  setRules(rules: object): Promise<void>;
  /** Posts a body to the webhook address, signed, as it is; answers the status it got. */
  postWebhook(body: object): Promise<number>;
  /** Somebody writes to one of our numbers; answers the id of their message. */
  write(message: { from: string; type?: string } & Record<string, unknown>): Promise<string>;
}

/** The pretend WhatsApp, in a process of its own as always. */
export async function startSimulator(options: {
  webhookUrl: string;
  env?: Record<string, string>;
}): Promise<Simulator> {
  const child = fork(fileURLToPath(new URL('../../src/simulator/main.ts', import.meta.url)), {
    env: {
      ...process.env,
      ...ownSecrets,
      SIMULATOR_PORT: '0',
      SIMULATOR_WEBHOOK_URL: options.webhookUrl,
      SIMULATOR_WEBHOOK_DELAYS_MS: '0,0,0',
      ...options.env,
    },
    execArgv: [],
  });
  const [ready] = (await once(child, 'message')) as [{ port: number }];
  const url = `http://127.0.0.1:${ready.port}`;

  async function call(path: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(`${url}${path}`, init);
    if (!response.ok)
      throw new Error(
        `Expected the simulator to take ${path}, got ${response.status}: ${await response.text()}`,
      );
    return response;
  }

  return {
    url,
    ledger: async () => (await (await call('/_ledger')).json()) as LedgerEntry[],
    setRules: async (rules) => {
      await call('/_rules', {
        method: 'PUT',
        body: JSON.stringify(rules),
        headers: { 'content-type': 'application/json' },
      });
    },
    postWebhook: async (body) => {
      const response = await call('/_webhooks', { method: 'POST', body: JSON.stringify(body) });
      return ((await response.json()) as { status: number }).status;
    },
    write: async (message) => {
      let written = message;
      for (let tries = 1; ; tries += 1) {
        const response = await call('/_inbound', { method: 'POST', body: JSON.stringify(written) });
        const { id, status } = (await response.json()) as { id: string; status: number };
        if (status === 200) return id;
        // What WhatsApp does when a busy machine could not store it within a second.
        if (status !== 503 || tries === 10)
          throw new Error(`Expected the gateway to take the message, got ${status}.`);
        written = { ...written, id };
      }
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './config/config-error.ts';
import type { Config } from './config/read-config.ts';
import { addressOf } from './http/address-of.ts';

/** It starts in a fraction of a second, and beside much else in several; ms. */
const startTimeoutMs = 30_000;
/** It ends at once, having nothing to keep; ms. */
const stopTimeoutMs = 5_000;

export interface SimulatorProcess extends AsyncDisposable {
  url: string;
  /** Where its webhooks go. */
  webhookUrl: string;
}

/** The pretend WhatsApp in a process of its own, which never outlives this one. */
export async function startSimulatorProcess(config: Config): Promise<SimulatorProcess> {
  const webhookUrl = webhookUrlOf(config);
  const child = fork(fileURLToPath(new URL('./simulator/main.ts', import.meta.url)), {
    env: {
      ...process.env,
      SIMULATOR_PORT: String(config.simulatorPort),
      SIMULATOR_WEBHOOK_URL: webhookUrl,
      SIMULATOR_SENDERS: config.senders.map((each) => `${each.phoneNumber}=${each.phoneNumberId}`).join(','),
      WHATSAPP_APP_SECRET: config.whatsappAppSecrets[0] ?? '',
    },
    // A session of its own, so that Ctrl-C reaches it only through us, after the drain.
    detached: true,
  });
  const [ready] = (await Promise.race([
    once(child, 'message', { signal: AbortSignal.timeout(startTimeoutMs) }).catch(() => {
      child.kill('SIGKILL');
      throw new ConfigError(
        `Expected the simulator to start within ${startTimeoutMs / 1_000} s, but it did not. Start again when this machine has less to do.`,
      );
    }),
    once(child, 'exit').then(([code]) => {
      throw new ConfigError(
        `Expected the simulator to start, but it ended with code ${String(code)}. See its sentence above.`,
      );
    }),
  ])) as [{ address: string }]; // the first message of the simulator
  return {
    url: ready.address,
    webhookUrl,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Whoever listens everywhere is called on this machine. */
function hostToCall(host: string): string {
  if (host.includes('%'))
    throw new ConfigError(
      `Expected SIMULATOR_WEBHOOK_URL, because no address can name HOST ${host} with its zone. Set it to where this process is reached, or HOST to "::".`,
    );
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** Where a webhook role listens that was given no port. */
const usualPort = 4_000;

/** To ourselves where we take webhooks. A process that does not would answer them with 404. */
function webhookUrlOf(config: Config): string {
  const given = process.env['SIMULATOR_WEBHOOK_URL']?.trim();
  if (given) return given;
  const port = config.roles.has('webhook') ? config.port : usualPort;
  return `${addressOf(hostToCall(config.host), port)}/webhooks/whatsapp`;
}

import type { Config } from './config/read-config.ts';
import { addressOf } from './http/address-of.ts';
import type { SimulatorProcess } from './start-simulator-process.ts';

/** What a newcomer needs to go on, in plain words. The key is shown only where it was made here. */
export function printWelcome(
  started: Config & { port: number; madeKey: string | undefined; simulator: SimulatorProcess | undefined },
): void {
  const { roles, simulator } = started;
  const lines = [
    `Heliograph is running (${[...roles].join(', ')}).`,
    '',
    ...(roles.has('gateway')
      ? [
          `  GraphiQL    ${addressOf(started.host, started.port)}/graphql`,
          `  API key     ${started.madeKey ?? 'the one in HELIOGRAPH_API_KEY'}`,
        ]
      : []),
    `  Sender      ${started.senders.map((each) => each.phoneNumber).join(', ')}`,
    ...(simulator === undefined ? [] : [`  Simulator   ${simulator.url}`]),
    ...(started.whatsappUrl === undefined ? [] : [`  WhatsApp    ${new URL(started.whatsappUrl).origin}`]),
    '',
    ...(simulator === undefined ? [] : tellOfSimulator(simulator, roles.has('webhook'))),
    'Stop with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function tellOfSimulator(simulator: SimulatorProcess, takesWebhooks: boolean): string[] {
  const calm = 'WhatsApp is simulated: nothing leaves this machine and nobody gets a message.';
  if (takesWebhooks) return [calm];
  return [
    calm,
    `Its webhooks go to ${simulator.webhookUrl}, because this process does not take them.`,
    'Does the role webhook listen elsewhere? Set SIMULATOR_WEBHOOK_URL to its address, and the same WHATSAPP_APP_SECRET here and there.',
  ];
}

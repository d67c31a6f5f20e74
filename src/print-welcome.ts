import { trialKeyPrefix, type Config } from './config/read-config.ts';
import { addressOf } from './http/address-of.ts';
import type { KeptKey } from './keep-api-key.ts';
import type { SimulatorProcess } from './start-simulator-process.ts';

interface Started extends Config {
  port: number;
  /** Undefined: one of the settings. */
  keptKey: KeptKey | undefined;
  isTrial: boolean;
  simulator: SimulatorProcess | undefined;
}

/** What a newcomer needs to go on, in plain words. */
export function printWelcome(started: Started): void {
  const { roles, simulator } = started;
  const lines = [
    `Heliograph is running (${[...roles].join(', ')}).`,
    '',
    ...(roles.has('gateway') ? tellOfKey(started) : []),
    `  Sender      ${started.senders.map((each) => each.phoneNumber).join(', ')}`,
    ...(simulator === undefined ? [] : [`  Simulator   ${simulator.url}`]),
    ...(started.whatsappUrl === undefined ? [] : [`  WhatsApp    ${tellOfWhatsApp(started)}`]),
    '',
    ...(simulator === undefined ? [] : tellOfSimulator(simulator, roles.has('webhook'))),
    'Stop with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/**
 * A key is shown when it is made, and after that in a terminal alone: the output of a service is read by others. In a link it
 * stands behind "#", which no browser sends anywhere; only a key for trying goes there, and browsers keep it.
 */
function tellOfKey({ host, port, graphiql, keptKey, isTrial }: Started): string[] {
  const address = `${addressOf(host, port)}/graphql`;
  const isShown = keptKey !== undefined && (keptKey.isNew || process.stdout.isTTY);
  const inLink = isShown && isTrial && keptKey.key.startsWith(trialKeyPrefix);
  return [
    graphiql ? `  GraphiQL    ${address}${inLink ? `#key=${keptKey.key}` : ''}` : `  GraphQL     ${address}`,
    `  API key     ${isShown ? keptKey.key : `the one in ${keptKey?.file ?? 'HELIOGRAPH_API_KEY'}`}`,
  ];
}

/** Their hosts alone: what stands around them may be secret. */
function tellOfWhatsApp({ whatsappUrl = '', whatsappProxy }: Started): string {
  const { origin } = new URL(whatsappUrl);
  if (whatsappProxy === undefined) return origin;
  return `${origin}, by the proxy ${new URL(whatsappProxy).origin} of the environment`;
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

import type { Config } from './config/read-config.ts';

/** What a newcomer needs to go on, in plain words. The key is shown only where it was made here. */
export function printWelcome(
  started: Config & { port: number; whatsappUrl: string; apiKey: string | undefined; isSimulated: boolean },
): void {
  const address = `http://${started.host.includes(':') ? `[${started.host}]` : started.host}:${started.port}`;
  const lines = [
    `Heliograph is running (${[...started.roles].join(', ')}).`,
    '',
    ...(started.roles.has('gateway') ? [`  GraphiQL    ${address}/graphql`] : []),
    `  API key     ${started.apiKey ?? 'the one in HELIOGRAPH_API_KEY'}`,
    `  Sender      ${started.senders.map((each) => each.phoneNumber).join(', ')}`,
    started.isSimulated ? `  Simulator   ${started.whatsappUrl}` : `  WhatsApp    ${started.whatsappUrl}`,
    '',
    ...(started.isSimulated
      ? ['WhatsApp is simulated: nothing leaves this machine and nobody gets a message.']
      : []),
    'Stop with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

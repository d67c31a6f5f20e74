import { watchMessages } from './watch-messages.ts';

/** `HELIOGRAPH_API_KEY=… node examples/client/main.ts`: prints what happens to your messages. */
const { HELIOGRAPH_URL: url = 'http://127.0.0.1:4000', HELIOGRAPH_API_KEY: key = '' } = process.env;
const leaving = new AbortController();
process.once('SIGINT', () => {
  leaving.abort();
});

for await (const update of watchMessages({ url: () => url, key, signal: leaving.signal })) {
  if (update.kind === 'snapshot') process.stdout.write(`${update.messages.length} messages so far\n`);
  if (update.kind === 'event') {
    const { status, message } = update.event;
    process.stdout.write(`${message.externalId ?? message.id} ${status}\n`);
  }
}

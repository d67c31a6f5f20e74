import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { nothingIsSent } from '../graphql/scene.ts';
import { apiKey, startGateway } from '../support/start-gateway.ts';
import { signatureOf } from '../webhooks/post-webhook.ts';
import { head, openRaw, readToEnd } from './raw-socket.ts';

/** Meant are 10 s for a head and 15 s for a request. Node alone looks every 30 s, and would end both at the same look; ms. */
const headEndsWithinMs = 14_000;
const requestEndsWithinMs = 20_000;

const signature = `x-hub-signature-256: ${signatureOf(Buffer.from('x'))}`;
const slow: [what: string, text: string, withinMs: number][] = [
  ['a head that never ends', 'POST /graphql HTTP/1.1\r\nhost: local', headEndsWithinMs],
  [
    'a webhook whose body never ends',
    `${head('POST /webhooks/whatsapp HTTP/1.1', 'host: a', 'content-length: 100', signature)}{`,
    headEndsWithinMs,
  ],
  [
    'an operation whose body never ends',
    `${head('POST /graphql HTTP/1.1', 'host: a', 'content-type: application/json', 'content-length: 100', `authorization: Bearer ${apiKey}`)}{`,
    requestEndsWithinMs,
  ],
  [
    'a body of a stranger that never ends',
    `${head('POST /graphql HTTP/1.1', 'host: a', 'content-type: application/json', 'content-length: 100')}{`,
    requestEndsWithinMs,
  ],
  [
    'a body for an address that is not there',
    `${head('POST /nowhere HTTP/1.1', 'host: a', 'content-length: 100')}{`,
    requestEndsWithinMs,
  ],
];

test('a request that never ends is closed when meant: its head after 10 s, its body after 15 s', async () => {
  // A server of its own: Node counts its looks from its start.
  await using gateway = await startGateway(nothingIsSent);
  const open = await Promise.all(
    slow.map(async ([what, text, withinMs]) => {
      const socket = await openRaw(gateway.url, text);
      const closed = readToEnd(socket).then(() => undefined);
      const isOpen = await Promise.race([closed, pause(withinMs, what)]);
      socket.destroy();
      return isOpen;
    }),
  );
  expect(open.filter((each) => each !== undefined)).toEqual([]);
});

test('a body that comes slowly and in time is taken', async () => {
  await using gateway = await startGateway(nothingIsSent);
  const body = '{"query":"{ cursor }"}';
  const socket = await openRaw(
    gateway.url,
    head(
      'POST /graphql HTTP/1.1',
      'host: a',
      'content-type: application/json',
      `content-length: ${body.length}`,
      `authorization: Bearer ${apiKey}`,
    ),
  );
  for (const each of body) await new Promise((resolve) => socket.write(each, resolve));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});

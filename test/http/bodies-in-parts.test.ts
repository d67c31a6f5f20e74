import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { gatherParts } from '../../src/doors/gather-parts.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { heldBytes } from '../support/held-bytes.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { signatureOf } from '../webhooks/post-webhook.ts';
import { head, openRaw } from './raw-socket.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const clients: Socket[] = [];
afterEach(() => {
  for (const each of clients.splice(0)) each.destroy();
});

const parts = 200_000;
/** Kept apart, they would take some 40 MB; bytes. */
const fewTimes = 15_000_000;
const signature = `x-hub-signature-256: ${signatureOf(Buffer.from('x'))}`;
const doors: [path: string, header: string][] = [
  ['/webhooks/whatsapp', signature],
  ['/graphql', `authorization: Bearer ${apiKey}`],
];

test.for(doors)(
  'a body at %s in 200,000 parts of one byte holds a few times its bytes',
  async ([path, header]) => {
    const client = await openRaw(gateway.url);
    clients.push(client);
    client.write(
      head(
        `POST ${path} HTTP/1.1`,
        'host: localhost',
        'content-type: application/json',
        'transfer-encoding: chunked',
        header,
      ),
    );
    const before = heldBytes();
    const tenThousand = '1\r\n \r\n'.repeat(10_000);
    for (let sent = 0; sent < parts; sent += 10_000)
      await new Promise((resolve) => client.write(tenThousand, resolve));
    // It is held while it is not whole. Whoever asks now is answered behind what has come of it.
    for (let asked = 0; asked < 10; asked += 1) await fetch(`${gateway.url}/livez`);
    expect(heldBytes() - before).toBeLessThan(fewTimes);
    client.write('0\r\n\r\n');
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(path === '/graphql' ? /^HTTP\/1\.1 [24]00 / : /^HTTP\/1\.1 40[18] /);
  },
);

test('a body in parts of any size arrives as it was sent', async () => {
  const body = JSON.stringify({ query: '{ __typename }', extensions: { padding: 'é😀'.repeat(5_000) } });
  const bytes = Buffer.from(body);
  for (const size of [1, 7, 4_095, 4_096, 4_097, 65_536]) {
    const client = await openRaw(
      gateway.url,
      head(
        'POST /graphql HTTP/1.1',
        'host: localhost',
        'content-type: application/json',
        'transfer-encoding: chunked',
        `authorization: Bearer ${apiKey}`,
      ),
    );
    clients.push(client);
    const answer = once(client, 'data') as Promise<[Buffer]>;
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size);
      client.write(`${part.length.toString(16)}\r\n`);
      client.write(part);
      client.write('\r\n');
    }
    client.write('0\r\n\r\n');
    expect((await answer)[0].toString()).toContain('{"data":{"__typename":"Query"}}');
  }
});

test('what is held for parts is counted, and is twice their bytes at most', () => {
  for (const most of [100, 5_000, 1_000_000]) {
    const gathered = gatherParts(most);
    let counted = 0;
    for (let at = 0; at < most; at += 1) {
      const part = Buffer.from([at % 251]);
      counted += gathered.growthBy(part);
      gathered.add(part);
    }
    expect(counted).toBe(most);
    expect(gathered.whole()).toEqual(Buffer.from(Array.from({ length: most }, (_, at) => at % 251)));
  }
  const open = gatherParts(4 * 1024 * 1024);
  let held = 0;
  let most = 0;
  for (let at = 0; at < 100_000; at += 1) {
    const part = Buffer.from('x');
    held += open.growthBy(part);
    open.add(part);
    most = Math.max(most, held - Math.max(4_096, 2 * (at + 1)));
  }
  expect(most).toBeLessThanOrEqual(0);
});

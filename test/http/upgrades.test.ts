import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { nothingIsSent } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { countSockets, head, openRaw, readToEnd } from './raw-socket.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const clients: Socket[] = [];
afterEach(() => {
  for (const each of clients.splice(0)) each.destroy();
});

async function open(text?: string): Promise<Socket> {
  const socket = await openRaw(gateway.url, text);
  clients.push(socket);
  return socket;
}

const operation = '{"query":"{ cursor }"}';
const post = [
  'POST /graphql HTTP/1.1',
  'host: localhost',
  'content-type: application/json',
  `authorization: Bearer ${apiKey}`,
  `content-length: ${operation.length}`,
];
const offers: [what: string, lines: string[]][] = [
  [
    'h2c, as Java’s client sends it',
    ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABk'],
  ],
  ['TLS/1.0', ['connection: Upgrade', 'upgrade: TLS/1.0']],
  ['a WebSocket, with POST', ['connection: Upgrade', 'upgrade: websocket']],
  ['several protocols', ['connection: Upgrade', 'upgrade: h2c, websocket']],
];

test.for(offers)('an operation that offers %s is answered, and its connection stays', async ([, lines]) => {
  const client = await open(head(...post, ...lines) + operation);
  for (let asked = 0; asked < 2; asked += 1) {
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
    if (asked === 0) client.write(head(...post, ...lines) + operation);
  }
});

const elsewhere: [path: string, status: number][] = [
  ['/livez', 200],
  ['/readyz', 200],
  ['/nowhere', 404],
  ['/webhooks/whatsapp?hub.mode=x', 403],
];

test.for(elsewhere)('%s answers with %i whatever upgrade is offered', async ([path, status]) => {
  for (const protocol of ['h2c', 'websocket']) {
    const client = await open(
      head(`GET ${path} HTTP/1.1`, 'host: localhost', 'connection: Upgrade', `upgrade: ${protocol}`),
    );
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  }
});

const websocket = ['host: localhost', 'connection: Upgrade', 'upgrade: websocket'];
const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';
const refused: [what: string, status: number, lines: string[]][] = [
  ['without a key', 400, [...websocket, 'sec-websocket-version: 13']],
  ['with a key that is none', 400, [...websocket, 'sec-websocket-version: 13', 'sec-websocket-key: short']],
  ['of an old version', 400, [...websocket, key, 'sec-websocket-version: 7']],
  ['without a version', 400, [...websocket, key]],
  [
    'with protocols that cannot be read',
    400,
    [...websocket, key, 'sec-websocket-version: 13', 'sec-websocket-protocol: ,,'],
  ],
  ['of a foreign page', 403, [...websocket, key, 'sec-websocket-version: 13', 'origin: http://evil.example']],
];

test.for(refused)(
  'a handshake %s is answered with %i and closed, also when its client never closes',
  async ([, status, lines]) => {
    const before = await countSockets(gateway.url);
    for (let sent = 0; sent < 20; sent += 1) {
      const client = await open(head('GET /graphql HTTP/1.1', ...lines));
      expect(await readToEnd(client)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
    await eventually(
      () => countSockets(gateway.url),
      (count) => count <= before,
    );
  },
);

test('a tunnel is refused and its connection closed', async () => {
  const before = await countSockets(gateway.url);
  const client = await open(head('CONNECT db.internal:5432 HTTP/1.1', 'host: db.internal'));
  await readToEnd(client);
  await eventually(
    () => countSockets(gateway.url),
    (count) => count <= before,
  );
});

test('of connections that never send a request 1,000 are kept, and those idle longest are closed first', async () => {
  const before = await countSockets(gateway.url);
  const first = await open();
  const firstClosed = readToEnd(first);
  for (let opened = 0; opened < 1_200; opened += 1) await open();
  const last = clients.at(-1);
  await firstClosed;
  expect(
    await eventually(
      () => countSockets(gateway.url),
      (count) => count <= before + 1_000,
    ),
  ).toBeGreaterThan(900);
  last?.write(head('GET /livez HTTP/1.1', 'host: localhost'));
  if (last) expect(String((await once(last, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
});

test('whatever is connected, a gateway with nothing in flight closes all of it and ends before its grace', async () => {
  const other = await startGateway(nothingIsSent);
  const silent = await openRaw(other.url);
  const halfAsked = await openRaw(other.url, 'GET /livez HTTP/1.1\r\nhost: loc');
  const keptAlive = await openRaw(other.url, head('GET /livez HTTP/1.1', 'host: localhost'));
  await once(keptAlive, 'data');
  const offering = await openRaw(
    other.url,
    head('GET /livez HTTP/1.1', 'host: a', 'connection: upgrade', 'upgrade: h2c'),
  );
  await once(offering, 'data');
  const refusedOne = await openRaw(other.url, head('GET /graphql HTTP/1.1', ...websocket));
  const deaf = await openRaw(
    other.url,
    head('GET /graphql HTTP/1.1', ...websocket, key, 'sec-websocket-version: 13'),
  );
  await once(deaf, 'data');
  const signature = `x-hub-signature-256: sha256=${'0'.repeat(64)}`;
  const halfPosted = await openRaw(
    other.url,
    `${head('POST /webhooks/whatsapp HTTP/1.1', 'host: a', signature, 'content-length: 100')}{"entry":`,
  );
  const tab = new WebSocket(`${other.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(tab, 'open');

  const began = performance.now();
  await other.app[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await countSockets(other.url)).toBe(0);
  for (const each of [silent, halfAsked, keptAlive, offering, refusedOne, deaf, halfPosted]) each.destroy();
  await other[Symbol.asyncDispose]();
});

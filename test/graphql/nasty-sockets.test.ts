import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

/** Nasty inputs of sockets that no other file has: each is answered with its code, and nobody else notices. */
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const init = { type: 'connection_init', payload: { authorization: `Bearer ${apiKey}` } };
const watch = { query: Watch.toString(), variables: {} };

async function open(origin?: string): Promise<WebSocket> {
  const address = `${gateway.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, 'graphql-transport-ws', origin === undefined ? {} : { origin });
  await once(socket, 'open');
  return socket;
}

async function openAndGreet(): Promise<WebSocket> {
  const socket = await open();
  socket.send(JSON.stringify(init));
  await once(socket, 'message');
  return socket;
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

/** A frame of a client, byte by byte: what a well-behaved library would not send. */
async function openRaw(): Promise<Socket> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'GET /graphql HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      'sec-websocket-protocol: graphql-transport-ws\r\nsec-websocket-extensions: permessage-deflate\r\n\r\n',
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
  expect(answer.toString()).not.toMatch(/sec-websocket-extensions/i);
  return socket;
}

const first: [what: string, frames: unknown[], code: number][] = [
  ['a second first message', [init, init], 4429],
  ['a first message whose payload is a text', [{ type: 'connection_init', payload: 'key' }], 4400],
  ['a first message whose payload is a list', [{ type: 'connection_init', payload: [1] }], 4400],
  ['a type that nobody knows', [{ type: 'launch' }], 4400],
  ['no type', [{}], 4400],
  ['a list', [[]], 4400],
  ['null', [null], 4400],
];

test.for(first)('%s closes the socket with its code', async ([, frames, code]) => {
  const socket = await open();
  for (const frame of frames) socket.send(JSON.stringify(frame));
  expect(await closeCode(socket)).toBe(code);
});

const later: [what: string, frames: unknown[], code: number][] = [
  ['an operation without a query', [{ id: '1', type: 'subscribe', payload: { query: null } }], 4400],
  ['an empty id', [{ id: '', type: 'subscribe', payload: watch }], 4400],
  ['an id of 10 KB', [{ id: 'x'.repeat(10_000), type: 'subscribe', payload: watch }], 4400],
  [
    'an id that is in use',
    [
      { id: '1', type: 'subscribe', payload: watch },
      { id: '1', type: 'subscribe', payload: watch },
    ],
    4409,
  ],
];

test.for(later)('after the key, %s closes the socket with its code', async ([, frames, code]) => {
  const socket = await openAndGreet();
  for (const frame of frames) socket.send(JSON.stringify(frame));
  expect(await closeCode(socket)).toBe(code);
});

test('text that is no JSON, and a binary frame, close the socket with 4400', async () => {
  const torn = await open();
  torn.send('{"type":');
  expect(await closeCode(torn)).toBe(4400);
  const binary = await open();
  binary.send(Buffer.from(JSON.stringify(init)));
  expect(await closeCode(binary)).toBe(4400);
});

test('a socket that never says its key is closed with 4408 after 3 s', async () => {
  const began = performance.now();
  expect(await closeCode(await open())).toBe(4408);
  expect(performance.now() - began).toBeLessThan(6_000);
});

test.for(['graphql-ws', 'soap'])('the protocol %s is not spoken: the answer names none', async (protocol) => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, protocol);
  const refused = new Promise<Error>((resolve) => socket.once('error', resolve));
  expect((await refused).message).toBe('Server sent no subprotocol');
});

test('a client that names no protocol is closed with 4406', async () => {
  expect(await closeCode(new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`))).toBe(4406);
});

const frames: [what: string, bytes: Buffer, code: number][] = [
  ['a frame without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
  ['a reserved bit', Buffer.from([0xc1, 0x80, 0, 0, 0, 0]), 1002],
  ['an unknown opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
  ['text that is no UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]), 1007],
  ['a length beyond 256 KB', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]), 1009],
];

test.for(frames)('%s closes the socket with its code', async ([, bytes, code]) => {
  const socket = await openRaw();
  socket.write(bytes);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  // A close frame: opcode 8, its length, and the code in two bytes.
  expect(answer[0]).toBe(0x88);
  expect(answer.readUInt16BE(2)).toBe(code);
  socket.destroy();
});

test('fragments that never end are closed once together they are too large', async () => {
  const socket = await openRaw();
  const fragment = Buffer.alloc(8 + 60_000);
  Buffer.from([0x00, 0xfe, 60_000 >> 8, 60_000 & 0xff]).copy(fragment);
  socket.write(Buffer.from([0x01, 0x80, 0, 0, 0, 0]));
  for (let sent = 0; sent < 5; sent += 1) socket.write(fragment);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.readUInt16BE(2)).toBe(1009);
  socket.destroy();
});

test.for(['http://evil.example', 'null', 'https://localhost.evil.example'])(
  'a page of %s may not open a socket',
  async (origin) => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      origin,
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
  },
);

test.for(['http://localhost:5173', 'http://127.0.0.1'])('a page of this machine, %s, may', async (origin) => {
  const socket = await open(origin);
  socket.close();
});

test('beyond 50 operations at once each is refused by itself, and the 50 go on', async () => {
  const socket = await openAndGreet();
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const seen: { id: string; type: string; payload: unknown }[] = [];
  socket.on('message', (data: Buffer) => {
    seen.push(JSON.parse(data.toString()) as (typeof seen)[number]); // as the protocol says
  });
  const of = (type: string) => seen.filter((each) => each.type === type);
  for (let id = 1; id <= 300; id += 1) {
    const payload = { query: Watch.toString(), variables: { after: cursor } };
    socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));
  }
  await eventually(
    () => Promise.resolve(of('error').length),
    (refused) => refused === 250,
  );
  expect(JSON.stringify(of('error')[0]?.payload)).toContain('TOO_MANY_OPERATIONS');
  await enqueue(gateway.api);
  await eventually(
    () => Promise.resolve(of('next').length),
    (shown) => shown === 50,
  );
  expect(new Set(of('next').map((each) => Number(each.id))).size).toBe(50);
  expect(Math.max(...of('next').map((each) => Number(each.id)))).toBe(50);
  socket.terminate();
});

test('completing what never began is ignored, and 2,000 streams begun and left at once leave nothing behind', async () => {
  const socket = await openAndGreet();
  socket.send(JSON.stringify({ id: 'never', type: 'complete' }));
  for (let id = 0; id < 2_000; id += 1) {
    socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: watch }));
    socket.send(JSON.stringify({ id: String(id), type: 'complete' }));
  }
  socket.send(JSON.stringify({ id: 'last', type: 'subscribe', payload: { query: '{ __typename }' } }));
  for (;;) {
    const [data] = (await once(socket, 'message')) as [Buffer];
    const { id, type } = JSON.parse(data.toString()) as { id: string; type: string }; // as the protocol says
    if (id === 'last') {
      expect(type).toBe('next');
      break;
    }
  }
  socket.terminate();
});

test('an id like __proto__ is an id like any other', async () => {
  const socket = await openAndGreet();
  socket.send(JSON.stringify({ id: '__proto__', type: 'subscribe', payload: { query: '{ __typename }' } }));
  const [data] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(data.toString())).toMatchObject({ id: '__proto__', type: 'next' });
  socket.terminate();
});

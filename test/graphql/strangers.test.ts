import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { digestKey } from '../../src/auth/authenticate.ts';
import { eventually } from '../support/eventually.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const each of sockets.splice(0)) each.terminate();
});

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'open');
  return socket;
}

async function greet(socket: WebSocket, padding = '', key = apiKey): Promise<string> {
  const answer = Promise.race([
    once(socket, 'message').then(([data]) => String(data)),
    once(socket, 'close').then(([code]) => String(code)),
  ]);
  const payload = { authorization: `Bearer ${key}`, padding };
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  return answer;
}

test('a flood of sockets without a key takes places from itself: 500 wait, and every one with a key gets in', async () => {
  const codes: number[] = [];
  for (let opened = 0; opened < 1_000; opened += 100) {
    const flood = await Promise.all(Array.from({ length: 100 }, open));
    for (const each of flood) each.on('close', (code) => codes.push(code));
    expect(await greet(await open())).toBe('{"type":"connection_ack"}');
  }
  expect(codes).toContain(1013);
  await eventually(
    () => Promise.resolve(sockets.filter((each) => each.readyState === WebSocket.OPEN).length),
    (count) => count <= 510,
  );
});

test('sockets whose key is being looked up are not thrown out by a flood of those that send nothing', async () => {
  const client = new pg.Client({ connectionString: gateway.database.url });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE api_key IN ACCESS EXCLUSIVE MODE');
  const early = await Promise.all(Array.from({ length: 20 }, open));
  // A key that was not seen before: it has to be looked up.
  const key = 'a-key-that-this-process-has-not-seen-yet';
  const answers = early.map((each) => greet(each, '', key));
  for (let opened = 0; opened < 600; opened += 100) await Promise.all(Array.from({ length: 100 }, open));
  await client.query(
    'INSERT INTO api_key (tenant_id, label, secret_sha256) SELECT tenant_id, $1, $2 FROM tenant',
    ['test', digestKey(key)],
  );
  await client.query('COMMIT');
  await client.end();
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['{"type":"connection_ack"}']));
});

test('before its key a socket sends 16 KB at most, in one message or in parts', async () => {
  expect(await greet(await open(), 'x'.repeat(10_000))).toBe('{"type":"connection_ack"}');
  expect(await greet(await open(), 'x'.repeat(17_000))).toBe('1009');
  const inParts = await open();
  const closed = once(inParts, 'close') as Promise<[number]>;
  for (let part = 0; part < 20; part += 1) inParts.send('x'.repeat(1_000), { fin: false });
  expect((await closed)[0]).toBe(1009);
});

test('after its key a socket sends operations of up to 256 KB', async () => {
  const socket = await open();
  await greet(socket);
  const payload = { query: '{ __typename }', variables: { padding: 'x'.repeat(200_000) } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  expect(String((await once(socket, 'message'))[0])).toContain('"type":"next"');
});

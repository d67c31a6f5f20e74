import { EventEmitter, once } from 'node:events';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { limitStrangers } from '../../src/graphql/limit-strangers.ts';
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

async function greet(socket: WebSocket, padding = ''): Promise<string> {
  const answer = Promise.race([
    once(socket, 'message').then(([data]) => String(data)),
    once(socket, 'close').then(([code]) => String(code)),
  ]);
  const payload = { authorization: `Bearer ${apiKey}`, padding };
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

test('sockets that have sent something, whose key may be looked up, are not thrown out by a flood of silent ones, nor silent ones by the others', () => {
  const closed: unknown[] = [];
  const strangers = limitStrangers();
  const arrive = (first = '') => {
    const socket = Object.assign(new EventEmitter(), {
      close: () => closed.push(socket),
      pause: () => undefined,
      terminate: () => undefined,
    });
    const transport = new EventEmitter();
    // Of a socket nothing else is asked for.
    strangers.arrive(socket as unknown as WebSocket, transport as unknown as Duplex);
    if (first !== '') transport.emit('data', Buffer.from(first));
    return socket;
  };
  const speaking = Array.from({ length: 20 }, () => arrive('x'));
  for (let at = 0; at < 1_000; at += 1) arrive();
  expect(closed).toHaveLength(520);
  expect(speaking.filter((each) => closed.includes(each))).toEqual([]);
  const silent = Array.from({ length: 20 }, () => arrive());
  for (let at = 0; at < 1_000; at += 1) arrive('x');
  expect(closed).toHaveLength(1_540);
  expect(silent.filter((each) => closed.includes(each))).toEqual([]);
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

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { writeCursor } from '../../src/events/cursor.ts';
import { carrySocket, type CarriedSocket } from '../../src/graphql/carry-socket.ts';

/** As long as a cursor gets. */
const cursor = writeCursor({
  epoch: '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10',
  tenantId: '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c11',
  seq: 2 ** 47,
  mark: 2 ** 32 - 1,
});
const frame = 'x'.repeat(64 * 1024);

let server: WebSocketServer;
let client: WebSocket;
let socket: WebSocket;
let carried: CarriedSocket;

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const connected = once(server, 'connection') as Promise<[WebSocket]>;
  const { port } = server.address() as AddressInfo; // a server that listens has one
  client = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong: false });
  client.on('error', () => undefined);
  await once(client, 'open');
  [socket] = await connected;
  carried = carrySocket(socket, { position: () => cursor, onError: () => undefined });
});
afterEach(async () => {
  client.terminate();
  await new Promise<unknown>((resolve) => {
    server.close(resolve);
  });
});

/** Pulls like a stream: the next frame once the one before has gone out. Answers how many were taken. */
function pump(): { taken: () => number; ended: Promise<void> } {
  let taken = 0;
  const ended = (async () => {
    while (socket.readyState === socket.OPEN) {
      await carried.send(frame);
      taken += 1;
    }
  })();
  return { taken: () => taken, ended };
}

/** Until a client that does not read has filled what lies between. */
async function untilStuck(taken: () => number): Promise<void> {
  for (let before = -1; before !== taken() || socket.bufferedAmount === 0;) {
    before = taken();
    for (let turn = 0; turn < 200; turn += 1) await nextTurn();
  }
}

test('a client that never reads holds one frame in memory, and after 30 s is closed with 4411 and the cursor to come back with', async () => {
  client.pause();
  const { taken, ended } = pump();
  await untilStuck(taken);
  expect(socket.bufferedAmount).toBeLessThanOrEqual(frame.length + 16);

  carried.look(performance.now() + 29_000);
  expect(socket.readyState).toBe(socket.OPEN);
  carried.look(performance.now() + 31_000);
  expect(socket.readyState).toBe(socket.CLOSING);
  const closed = once(client, 'close') as Promise<[number, Buffer]>;
  client.resume();
  const [code, reason] = await closed;
  expect([code, reason.toString()]).toEqual([4411, `SLOW_CONSUMER ${cursor}`]);
  await ended;
});

test('a client that never reads and does not hear of the close either is cut off five seconds later', async () => {
  client.pause();
  const { taken, ended } = pump();
  await untilStuck(taken);
  const now = performance.now();
  carried.look(now + 31_000);
  carried.look(now + 32_000);
  carried.look(now + 38_000);
  await ended;
  expect(socket.readyState).not.toBe(socket.OPEN);
});

test('a client that reads slowly, but reads, stays', async () => {
  client.pause();
  const { taken } = pump();
  await untilStuck(taken);
  const before = taken();
  client.resume();
  // What lies in the buffers of both ends goes first.
  for (let read = 0; read <= before; read += 1) await once(client, 'message');
  client.pause();
  await untilStuck(taken);
  expect(taken()).toBeGreaterThan(before);
  carried.look(performance.now() + 29_000);
  expect(socket.readyState).toBe(socket.OPEN);
});

test('a peer that answers no ping is gone within 25 seconds', async () => {
  const began = performance.now();
  const pinged = once(client, 'ping');
  let now = began;
  for (; socket.readyState === socket.OPEN && now < began + 60_000; now += 1_000) carried.look(now);
  await pinged;
  expect(now - began).toBeLessThanOrEqual(25_000);
});

test('a peer that answers its pings stays', async () => {
  client.on('ping', () => {
    client.pong();
  });
  const began = performance.now();
  for (let round = 1; round <= 5; round += 1) {
    const answered = once(socket, 'pong');
    carried.look(began + round * 12_000);
    await answered;
  }
  expect(socket.readyState).toBe(socket.OPEN);
});

test('a client that floods with pings is read from no faster than 1,000 a second', async () => {
  client.on('pong', () => undefined);
  for (let sent = 0; sent < 20_000; sent += 1) client.ping();
  while (!socket.isPaused) await nextTurn();
  expect(client.readyState).toBe(client.OPEN);
});

import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../support/eventually.ts';
import { EnqueueList } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, enqueue, nothingIsSent, secondKey, secondKeyOf } from './scene.ts';

/** Whatever one key does, another of the same tenant finds its part. */
let gateway: Gateway;
let other: Awaited<ReturnType<typeof secondKeyOf>>;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  other = await secondKeyOf(gateway);
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const each of sockets.splice(0)) each.terminate();
});

async function greet(key: string): Promise<WebSocket> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
  await once(socket, 'message');
  return socket;
}

test('messages that one key begins and never ends take room from itself, and another key sends its own', async () => {
  const codes: number[] = [];
  // 50 MB, of which one key may hold 32.
  for (let opened = 0; opened < 200; opened += 20) {
    const some = await Promise.all(Array.from({ length: 20 }, () => greet(apiKey)));
    for (const socket of some) {
      socket.on('close', (code) => codes.push(code));
      for (let part = 0; part < 5; part += 1) socket.send('x'.repeat(50_000), { fin: false });
    }
  }
  await eventually(
    () => Promise.resolve(codes.length),
    (closed) => closed >= 50,
  );
  expect(new Set(codes)).toEqual(new Set([1013]));
  const modest = await greet(secondKey);
  const query = `{ __typename } # ${'x'.repeat(200_000)}`;
  modest.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  expect(String((await once(modest, 'message'))[0])).toContain('"type":"next"');
});

test('60 lists of one key do not stand before what another key asks, and all of them are done', async () => {
  const inputs = Array.from({ length: 100 }, () => aMessage());
  let answered = 0;
  const lists = Promise.all(
    Array.from({ length: 60 }, async () => {
      const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs });
      answered += 1;
      return enqueueMessages.filter((each) => each.__typename === 'EnqueuedMessage').length;
    }),
  );
  await eventually(
    () => Promise.resolve(answered),
    (count) => count > 0,
  );
  for (let asked = 0; asked < 5; asked += 1)
    expect((await other.post({ query: '{ cursor }' })).status).toBe(200);
  await enqueue(other);
  // Behind them, it would have come with the last.
  expect(answered).toBeLessThan(60);
  expect(new Set(await lists)).toEqual(new Set([100]));
});

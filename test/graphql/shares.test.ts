import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { maxStreams } from '../../src/graphql/open-streams.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, EnqueueList, Watch } from '../support/operations.ts';
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

interface Frame {
  id?: string;
  type: string;
  payload?: unknown;
}

async function greet(key: string): Promise<WebSocket> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
  await once(socket, 'message');
  return socket;
}

/** A socket with up to 50 subscriptions, and what came over it. */
async function watch(key: string, count: number, after: string): Promise<Frame[]> {
  const socket = await greet(key);
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame)); // as the protocol says
  const payload = { query: Watch.toString(), variables: { after } };
  for (let id = 0; id < count; id += 1)
    socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload }));
  return frames;
}

const ofType = (all: readonly Frame[][], type: string): Frame[] =>
  all.flat().filter((each) => each.type === type);

test('one key that asks for more subscriptions than its share is refused what is beyond, and another key gets its own', async () => {
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const share = maxStreams / 2;
  const greedy: Frame[][] = [];
  for (let opened = 0; opened < share + 100; opened += 50) greedy.push(await watch(apiKey, 50, cursor));
  await eventually(
    () => Promise.resolve(ofType(greedy, 'error').length + ofType(greedy, 'next').length),
    (refused) => refused >= 100,
  );
  const modest = [await watch(secondKey, 50, cursor), await watch(secondKey, 50, cursor)];
  await enqueue(other);
  await eventually(
    () => Promise.resolve(ofType(modest, 'next').length),
    (shown) => shown >= 100,
  );
  expect(ofType(modest, 'error')).toEqual([]);
  const refused = JSON.stringify(greedy);
  expect(refused.split('TOO_MANY_SUBSCRIPTIONS')).toHaveLength(101);
});

test('messages that one key begins and never ends take room from itself, and another key sends its own', async () => {
  const codes: number[] = [];
  // 50 MB, of which one key may hold 32.
  for (let opened = 0; opened < 200; opened += 1) {
    const socket = await greet(apiKey);
    socket.on('close', (code) => codes.push(code));
    for (let part = 0; part < 25; part += 1) socket.send('x'.repeat(10_000), { fin: false });
  }
  await eventually(
    () => Promise.resolve(codes.length),
    (closed) => closed >= 50,
  );
  expect(new Set(codes)).toEqual(new Set([1013]));
  const modest = await greet(secondKey);
  const payload = { query: '{ __typename }', variables: { padding: 'x'.repeat(200_000) } };
  modest.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  expect(String((await once(modest, 'message'))[0])).toContain('"type":"next"');
});

test('200 lists of one key do not stand before what another key asks, and all of them are done', async () => {
  const inputs = Array.from({ length: 100 }, () => aMessage());
  let answered = 0;
  const lists = Promise.all(
    Array.from({ length: 200 }, async () => {
      const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs });
      answered += 1;
      return enqueueMessages.filter((each) => each.__typename === 'EnqueuedMessage').length;
    }),
  );
  await eventually(
    () => Promise.resolve(answered),
    (count) => count > 0,
  );
  for (let asked = 0; asked < 20; asked += 1)
    expect((await other.post({ query: '{ cursor }' })).status).toBe(200);
  await enqueue(other);
  // Behind them, it would have come with the last.
  expect(answered).toBeLessThan(190);
  expect(new Set(await lists)).toEqual(new Set([100]));
});

test('500 connections of one key that enqueue all the time keep no other key out', async () => {
  const ending = new AbortController();
  let taken = 0;
  const flood = Array.from({ length: 500 }, async () => {
    while (!ending.signal.aborted) {
      const { body } = await gateway.api.post({
        query: `mutation{enqueueMessage(input:{from:"+15550783881",to:{phone:"+16505550101"},message:{text:{body:"x"}}}){__typename}}`,
      });
      expect(body.errors).toBeUndefined();
      taken += 1;
    }
  });
  for (let asked = 0; asked < 20; asked += 1) {
    expect((await other.post({ query: '{messages(first:1){edges{node{id}}}}' })).status).toBe(200);
    await enqueue(other);
  }
  ending.abort();
  await Promise.all(flood);
  expect(taken).toBeGreaterThan(0);
});

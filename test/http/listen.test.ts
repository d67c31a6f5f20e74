import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { GraphQLDoor } from '../../src/graphql/create-graphql.ts';
import { listen, type Door } from '../../src/http/listen.ts';
import { createLog } from '../../src/log/log.ts';

const log = createLog('error');

let door: Door;
let url: string;
beforeEach(async () => {
  door = await listen({ host: '127.0.0.1', port: 0, log });
  url = `http://127.0.0.1:${door.port}`;
});
afterEach(() => door[Symbol.asyncDispose]());

test('while a process starts it lives, is not ready, and lets requests wait until it is', async () => {
  const waiting = fetch(`${url}/graphql`);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`);
  const upgraded = new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_, response) => {
      resolve(response.statusCode);
    });
    socket.once('error', reject);
  });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);

  door.open({ graphql, webhooks: undefined, isReady: () => Promise.resolve(), failingLoops: () => [] });
  expect(await (await waiting).text()).toBe('served');
  expect(await upgraded).toBe(418);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('a start that fails answers those who wait, and gives the port back', async () => {
  const waiting = fetch(`${url}/graphql`);
  await fetch(`${url}/livez`);
  await door[Symbol.asyncDispose]();
  expect((await waiting).status).toBe(503);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
});

const graphql: GraphQLDoor = {
  handle: (_, response) => {
    response.end('served');
    return Promise.resolve();
  },
  upgrade: (_, socket) => {
    socket.end("HTTP/1.1 418 I'm a teapot\r\nconnection: close\r\n\r\n");
  },
  close: () => Promise.resolve(),
};

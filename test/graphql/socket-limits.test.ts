import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { apiKey, startGateway } from '../support/start-gateway.ts';
import { giveKey, nothingIsSent, secondKey } from './scene.ts';

/** 2,100 handshakes beside others who use the processors, too; ms. */
const patienceMs = 120_000;

const sockets: WebSocket[] = [];
afterAll(() => {
  for (const each of sockets) each.terminate();
});

test(
  'one key opens 2,000 sockets of a process; its next is asked to come back later, and may once another has gone, and other keys get in',
  async () => {
    await using gateway = await startGateway(nothingIsSent);
    await giveKey(gateway.database, secondKey);
    const open = async (key = apiKey): Promise<string> => {
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      sockets.push(socket);
      await once(socket, 'open');
      const answer = Promise.race([
        once(socket, 'message').then(([data]) => String(data)),
        once(socket, 'close').then(([code, reason]) => `${String(code)} ${String(reason)}`),
      ]);
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
      return answer;
    };
    for (let opened = 0; opened < 2_000; opened += 100) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => open()));
      expect(new Set(answers)).toEqual(new Set(['{"type":"connection_ack"}']));
    }
    expect(await open()).toBe('1013 Expected at most 2000 sockets of one key');
    const [first] = sockets;
    if (!first) throw new Error('Expected a socket.');
    first.close();
    await once(first, 'close');
    expect(await open()).toBe('{"type":"connection_ack"}');
    const others = await Promise.all(Array.from({ length: 100 }, () => open(secondKey)));
    expect(new Set(others)).toEqual(new Set(['{"type":"connection_ack"}']));
  },
  patienceMs,
);

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { countPlaces } from '../../src/http/count-places.ts';
import { trackConnections } from '../../src/http/track-connections.ts';
import { head, openRaw } from './raw-socket.ts';

test('an answer that nobody takes is given up with its connection, and a quiet stream is not', async () => {
  const server = createServer();
  trackConnections(server, { giveUpMs: 100 });
  const begun: Record<string, ServerResponse> = {};
  server.on('request', (request, response: ServerResponse) => {
    begun[request.url ?? ''] = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // More than the kernel keeps for a reader.
    response.write(request.url === '/unread' ? Buffer.alloc(32 * 1024 * 1024) : ':\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has one

  const quiet = await openRaw(url, head('GET /quiet HTTP/1.1', 'host: a'));
  await once(quiet, 'data');
  const unread = await openRaw(url);
  unread.pause();
  unread.write(head('GET /unread HTTP/1.1', 'host: a'));
  await once(server, 'request');
  await once(begun['/unread'] as ServerResponse, 'close');
  expect(begun['/quiet']?.destroyed).toBe(false);
  const heard = once(quiet, 'data');
  begun['/quiet']?.write(': still here\n\n');
  expect(String((await heard)[0])).toContain('still here');
  quiet.destroy();
  unread.destroy();
  server.closeAllConnections();
  server.close();
});

test('when all places are taken the longest stranger goes, whatever he does, and nobody who is known', async () => {
  const maxOpen = 20;
  const server = createServer();
  const connections = trackConnections(server, { maxOpen });
  server.on('request', ({ url, socket }, response: ServerResponse) => {
    if (url === '/known') connections.know(socket);
    if (url === '/quiet') response.write('still there');
    else response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has one
  const arrived: Socket[] = [];
  server.on('connection', (socket) => arrived.push(socket));
  const ask = async (path: string) => {
    const socket = await openRaw(url);
    const answer = once(socket, 'data');
    socket.write(head(`GET ${path} HTTP/1.1`, 'host: a'));
    await answer;
    return socket;
  };

  const known = await ask('/known');
  const flood: Socket[] = [];
  // Half of them send nothing, and half wait for the end of an answer.
  for (let opened = 0; opened < 100; opened += 1)
    flood.push(opened % 2 === 0 ? await openRaw(url) : await ask('/quiet'));
  flood.push(await ask('/quiet'));
  const longest = arrived.length - maxOpen;
  expect(arrived.map((each) => each.destroyed)).toEqual(arrived.map((_, at) => at !== 0 && at <= longest));
  const heard = once(known, 'data');
  known.write(head('GET /known HTTP/1.1', 'host: a'));
  await heard;
  for (const each of [known, await ask('/known'), ...flood]) each.destroy();
  server.closeAllConnections();
  server.close();
});

test('of idle connections the longest goes, and those of strangers never take the places of those who are known', async () => {
  const server = createServer();
  const connections = trackConnections(server, { mostIdle: 10 });
  server.on('request', ({ socket }, response: ServerResponse) => {
    connections.know(socket);
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has one
  const arrived: Socket[] = [];
  server.on('connection', (socket) => arrived.push(socket));
  const opened: Socket[] = [];
  const openKnown = async () => {
    const socket = await openRaw(url);
    opened.push(socket);
    const answer = once(socket, 'data');
    socket.write(head('GET / HTTP/1.1', 'host: a'));
    await answer;
    return socket;
  };

  const known = await openKnown();
  for (let count = 0; count < 30; count += 1) opened.push(await openRaw(url));
  // It is a stranger until it has asked.
  const last = await openKnown();
  expect(arrived.map((each) => each.destroyed)).toEqual(arrived.map((_, at) => at > 0 && at <= 21));
  // A client takes a connection of its pool again.
  for (const each of [known, last]) {
    const heard = once(each, 'data');
    each.write(head('GET / HTTP/1.1', 'host: a'));
    await heard;
  }
  for (let count = 0; count < 9; count += 1) await openKnown();
  expect(arrived.map((each) => each.destroyed).slice(0, 1)).toEqual([true]);
  for (const each of opened) each.destroy();
  server.closeAllConnections();
  server.close();
});

test('places for callers are fewer than the descriptors of the process', () => {
  const limits = (open: string) =>
    `Limit   Soft Limit   Hard Limit   Units\nMax open files   ${open}   524288   files\n`;
  expect(countPlaces(limits('1024'))).toBe(768);
  expect(countPlaces(limits('524288'))).toBe(20_000);
  expect(countPlaces('')).toBe(3_072);
});

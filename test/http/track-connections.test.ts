import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
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

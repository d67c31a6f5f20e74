import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { httpServer, tcpServer } from './misbehaving-server.ts';
import { answering, clientOf, message, once } from './send-harness.ts';

describe('a send is unknown when', () => {
  test('the server resets the connection without having read anything', async () => {
    await using server = await tcpServer((socket) => {
      once('undici:client:sendHeaders', () => {
        setImmediate(() => socket.resetAndDestroy());
      });
    }, true);
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN' });
  });

  test('the server resets the connection after it has read everything', async () => {
    await using server = await httpServer((request) => {
      void text(request).then(() => request.socket.resetAndDestroy());
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN' });
  });

  test('the server ends the connection without an answer', async () => {
    await using server = await httpServer((request) => {
      void text(request).then(() => request.socket.end());
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', reason: 'UND_ERR_SOCKET' });
  });

  test('no head of an answer comes in time', async () => {
    await using server = await httpServer(() => undefined);
    await using client = clientOf(server, { headersMs: 60 });
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', reason: 'UND_ERR_HEADERS_TIMEOUT' });
  });

  test('the deadline comes before the head', async () => {
    await using server = await httpServer(() => undefined);
    await using client = clientOf(server, { totalMs: 60 });
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', reason: 'DEADLINE' });
  });

  test('the caller gives up after the headers', async () => {
    const caller = new AbortController();
    await using server = await httpServer(() => {
      caller.abort();
    });
    await using client = clientOf(server);
    expect(await client.send({ ...message, signal: caller.signal })).toMatchObject({
      class: 'UNKNOWN',
      reason: 'ABORTED',
    });
  });

  test('the answer is not HTTP', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => socket.end('220 mail.example.com ESMTP\r\n'));
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN' });
  });

  test.each([
    ['a bare 503', 503, ''],
    ['a bare 429', 429, ''],
    ['a 502 in HTML', 502, '<html>Bad Gateway</html>'],
    ['a 408', 408, '{"error":{"code":100}}'],
  ])('the answer is %s', async (_what, status, body) => {
    await using server = await answering(status, body);
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', httpStatus: status });
  });

  test('the answer points elsewhere, and nobody goes there', async () => {
    let requests = 0;
    await using server = await httpServer((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', httpStatus: 307 });
    expect(requests).toBe(1);
  });

  test('the body of a refusal breaks off', async () => {
    await using server = await httpServer((request, response) => {
      response
        .writeHead(400, { 'content-length': 500 })
        .write('{"error":{"code":', () => request.socket.destroy());
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'UNKNOWN', reason: 'BODY_UNREADABLE' });
  });
});

import { describe, expect, test } from 'vitest';
import { closedPort, tcpServer } from './misbehaving-server.ts';
import { answering, clientOf, message, once } from './send-harness.ts';

describe('a send was not written when', () => {
  test('nobody listens on the port', async () => {
    await using client = clientOf({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN', reason: 'ECONNREFUSED' });
  });

  test('the name does not exist', async () => {
    await using client = clientOf({ baseUrl: 'http://nobody.invalid' });
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN' });
  });

  test('the connection stalls in the TLS handshake', async () => {
    await using server = await tcpServer(() => undefined);
    await using client = clientOf({ baseUrl: `https://127.0.0.1:${server.port}` }, { connectMs: 60 });
    expect(await client.send(message)).toMatchObject({
      class: 'NOT_WRITTEN',
      reason: 'UND_ERR_CONNECT_TIMEOUT',
    });
  });

  test('the deadline comes while the connection stalls', async () => {
    await using server = await tcpServer(() => undefined);
    await using client = clientOf(
      { baseUrl: `https://127.0.0.1:${server.port}` },
      { connectMs: 150, totalMs: 60 },
    );
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN', reason: 'DEADLINE' });
  });

  test('the caller gave up before it began', async () => {
    await using server = await answering(200, '{}', () => {
      throw new Error('Expected no request.');
    });
    await using client = clientOf(server);
    expect(await client.send({ ...message, signal: AbortSignal.abort() })).toMatchObject({
      class: 'NOT_WRITTEN',
    });
  });

  test('the caller gives up while it connects, and it is not written later either', async () => {
    let requests = 0;
    const caller = new AbortController();
    once('undici:client:beforeConnect', () => {
      caller.abort();
    });
    await using server = await answering(200, '{}', () => (requests += 1));
    const client = clientOf(server);
    expect(await client.send({ ...message, signal: caller.signal })).toMatchObject({
      class: 'NOT_WRITTEN',
      reason: 'ABORTED',
    });
    await client[Symbol.asyncDispose]();
    expect(requests).toBe(0);
  });

  test('leave was withdrawn while it waited for a connection, and the next in line is served', async () => {
    let mayWrite = true;
    let requests = 0;
    await using server = await answering(200, '{}', () => {
      requests += 1;
      mayWrite = false;
    });
    await using client = clientOf(server, {}, { connections: 1 });
    const sends = [
      client.send(message),
      client.send({ ...message, mayWrite: () => mayWrite }),
      client.send({ ...message, mayWrite: () => true }),
    ];
    const withdrawn = { class: 'NOT_WRITTEN', reason: 'WITHDRAWN' };
    const taken = { class: 'ACCEPTED_ID_LOST' };
    expect(await Promise.all(sends)).toMatchObject([taken, withdrawn, taken]);
    expect(requests).toBe(2);
  });

  test('the client is closed', async () => {
    await using server = await answering(200, '{}');
    const client = clientOf(server);
    await client[Symbol.asyncDispose]();
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN' });
  });
});

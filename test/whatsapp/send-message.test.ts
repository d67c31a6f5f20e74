import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { fixture } from './fixture.ts';
import { closedPort, httpServer } from './misbehaving-server.ts';
import { answering, clientOf, message } from './send-harness.ts';

describe('several sends at once', () => {
  test('never share a connection: what exceeds the connections waits outside undici', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    await using server = await httpServer((_request, response) => {
      held.push(response);
      if (held.length < 3) return;
      // One round of the event loop, in which a fourth would arrive.
      setImmediate(() => {
        most = Math.max(most, held.length);
        for (const each of held.splice(0)) each.end('{"messages":[{"id":"wamid.X"}]}');
      });
    });
    await using client = clientOf(server, {}, { connections: 3 });
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => client.send(message)));
    expect(outcomes.map((outcome) => outcome.class)).toEqual(Array(30).fill('ACCEPTED'));
    expect(most).toBe(3);
  });

  test('one that finds no free connection before its deadline was not written, and the next one gets it', async () => {
    const arrived = Promise.withResolvers<() => void>();
    let requests = 0;
    await using server = await httpServer((_request, response) => {
      requests += 1;
      arrived.resolve(() => response.end('{"messages":[{"id":"wamid.X"}]}'));
      if (requests > 1) response.end('{"messages":[{"id":"wamid.Y"}]}');
    });
    await using client = clientOf(server, {}, { connections: 1 });
    const first = client.send(message);
    const answerFirst = await arrived.promise;
    const impatient = new AbortController();
    const second = client.send({ ...message, signal: impatient.signal });
    const third = client.send(message);
    impatient.abort();
    expect(await second).toMatchObject({ class: 'NOT_WRITTEN', reason: 'NO_FREE_CONNECTION' });
    answerFirst();
    expect(await Promise.all([first, third])).toMatchObject([{ wamid: 'wamid.X' }, { wamid: 'wamid.Y' }]);
    expect(requests).toBe(2);
  });

  test('of the same message are told apart: one was written, the other was not', async () => {
    await using server = await httpServer((request) => {
      void text(request).then(() => request.socket.resetAndDestroy());
    });
    await using reached = clientOf(server);
    await using unreached = clientOf({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const outcomes = await Promise.all([
      unreached.send(message),
      reached.send(message),
      unreached.send(message),
    ]);
    expect(outcomes.map((outcome) => outcome.class)).toEqual(['NOT_WRITTEN', 'UNKNOWN', 'NOT_WRITTEN']);
  });
});

test('a connection that the server closed after an answer is replaced, not reported', async () => {
  await using server = await httpServer((_request, response) => {
    response.writeHead(200, { connection: 'close' }).end('{"messages":[{"id":"wamid.X"}]}');
  });
  await using client = clientOf(server, {}, { connections: 1 });
  const outcomes = [await client.send(message), await client.send(message), await client.send(message)];
  expect(outcomes.map((outcome) => outcome.class)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
});

test('the log tells ids, classes, codes and times, and nothing personal or secret', async () => {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  await using accepting = await answering(200, await fixture('answer-accepted'));
  await using refusing = await answering(400, await fixture('answer-rate-limit'));
  for (const baseUrl of [accepting.baseUrl, refusing.baseUrl, `http://127.0.0.1:${await closedPort()}`]) {
    await using client = clientOf({ baseUrl }, {}, { log });
    await client.send({ ...message, subject: { messageId: 'an-id', attempt: 2 } });
  }
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: 'whatsapp.answered', level: 20, phoneNumberId: '106540352242922', class: 'ACCEPTED' },
    {
      class: 'REFUSED',
      level: 40,
      messageId: 'an-id',
      attempt: 2,
      code: '130429',
      httpStatus: 400,
      fbtraceId: 'Az8or2yhqkZfEZ-_4Qn_Bam',
    },
    { class: 'NOT_WRITTEN', level: 40, reason: 'ECONNREFUSED' },
  ]);
  expect(lines.join('')).not.toMatch(/1650555|EAAtoken|wamid|secret words/);
});

test('an empty body is a mistake in the program, is said at once, and costs no connection', async () => {
  await using server = await answering(200, '{"messages":[{"id":"wamid.X"}]}');
  await using client = clientOf(server, {}, { connections: 1 });
  await expect(client.send({ ...message, body: '' })).rejects.toThrow('Expected a body');
  expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED' });
});

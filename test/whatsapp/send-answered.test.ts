import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { fixture } from './fixture.ts';
import { httpServer } from './misbehaving-server.ts';
import { answering, clientOf, message } from './send-harness.ts';

describe('a send is accepted', () => {
  test('as one POST with token and JSON to the pinned version, and the answer is read', async () => {
    const requests: object[] = [];
    const accepted = await fixture('answer-accepted');
    await using server = await httpServer((request, response) => {
      void text(request).then((body) => {
        const { method, url, headers } = request;
        const { authorization, 'content-type': contentType } = headers;
        requests.push({ method, url, authorization, contentType, body });
        response.end(accepted);
      });
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toEqual({
      class: 'ACCEPTED',
      wamid: 'wamid.HBgL...',
      waId: '16505551234',
      messageStatus: 'accepted',
      durationMs: expect.any(Number) as number, // vitest types its matchers as any
    });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/v24.0/106540352242922/messages',
        authorization: 'Bearer EAAtoken',
        contentType: 'application/json',
        body: JSON.stringify(message.body),
      },
    ]);
  });

  test('below the path of the base URL, with a body that is text already', async () => {
    await using server = await answering(200, '{"messages":[{"id":"wamid.X"}]}', (request) => {
      expect(request.url).toBe('/graph/v24.0/106540352242922/messages');
    });
    await using client = clientOf({ baseUrl: `${server.baseUrl}/graph/` });
    expect(await client.send({ ...message, body: '{}' })).toMatchObject({
      class: 'ACCEPTED',
      wamid: 'wamid.X',
    });
  });
});

describe('a send is refused', () => {
  test('with what Graph says', async () => {
    await using server = await answering(400, await fixture('answer-rate-limit'));
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({
      class: 'REFUSED',
      httpStatus: 400,
      error: { code: '130429' },
      failure: { action: 'SLOW_SENDER' },
    });
  });
});

describe('a send is accepted with its id lost when', () => {
  test('the body of a 200 breaks off', async () => {
    await using server = await httpServer((request, response) => {
      response
        .writeHead(200, { 'content-length': 500 })
        .write('{"messages":[', () => request.socket.destroy());
    });
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED_ID_LOST', httpStatus: 200 });
  });

  test('the deadline comes within the body of a 200', async () => {
    await using server = await httpServer((_request, response) => {
      response.writeHead(200).write('{"messages":[');
    });
    await using client = clientOf(server, { totalMs: 100 });
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED_ID_LOST', httpStatus: 200 });
  });

  test('the body of a 200 is larger than a mebibyte', async () => {
    await using server = await answering(
      200,
      `{"messages":[{"id":"wamid.X"}],"more":"${'x'.repeat(1_048_576)}"}`,
    );
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED_ID_LOST', httpStatus: 200 });
  });

  test('a 200 is HTML', async () => {
    await using server = await answering(200, '<html>Welcome to the airport</html>');
    await using client = clientOf(server);
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED_ID_LOST', httpStatus: 200 });
  });
});

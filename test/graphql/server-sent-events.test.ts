import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { inOrderOfLife, sendUntilRead, truthfulStatus } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a stream of server-sent events shows what the WebSocket shows, item by item', async () => {
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const client = createClient({
    url: `${gateway.url}/graphql`,
    headers: { authorization: `Bearer ${apiKey}` },
    retryAttempts: 0,
  });
  const overSse = client.iterate({ query: Watch.toString(), variables: { after: cursor } });
  const overWebSocket = gateway.api.watch(Watch, { after: cursor });
  await sendUntilRead(gateway.api);
  const statuses: string[] = [];
  for await (const { data } of overSse) {
    const { value } = (await overWebSocket.next()) as { value: unknown };
    expect(data).toEqual(value);
    const { status } = (data as { messageEvents: { status: string } }).messageEvents;
    statuses.push(status);
    if (status === 'READ') break;
  }
  await overWebSocket.return?.();
  client.dispose();
  expect(statuses).toEqual(inOrderOfLife(statuses));
});

test('a broken cursor is one event with its code, and the stream completes', async () => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ query: Watch.toString(), variables: { after: 'broken' } }),
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const stream = await response.text();
  expect(stream).toMatch(/^event: next\ndata: .*"code":"CURSOR_INVALID".*\n\nevent: complete\n/m);
});

test('a subscription by a request that takes no stream is answered with 406', async () => {
  const { status } = await gateway.api.post({ query: Watch.toString() }, truthfulStatus);
  expect(status).toBe(406);
});

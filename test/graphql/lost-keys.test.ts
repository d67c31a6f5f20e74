import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { digestKey } from '../../src/auth/authenticate.ts';
import { CurrentCursor, Watch, WatchInbound, WatchSuppressions } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

const second = 'a-second-key-that-is-long-enough-for-every-rule';

/** A gateway with a key beside the one that its tests use. */
async function startWithTwoKeys(): Promise<Gateway> {
  const gateway = await startGateway(nothingIsSent);
  onTestFinished(() => gateway[Symbol.asyncDispose]());
  await gateway.database.query(
    `INSERT INTO api_key (tenant_id, label, secret_sha256) SELECT tenant_id, 'second', $1 FROM tenant`,
    [digestKey(second)],
  );
  return gateway;
}

/** A socket with a live stream; answers what came in over it. */
async function watch(gateway: Gateway, key: string): Promise<{ socket: WebSocket; items: string[] }> {
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
  await once(socket, 'message');
  const items: string[] = [];
  const payload = { query: Watch.toString(), variables: { after: cursor } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  socket.on('message', (data: Buffer) => items.push(data.toString()));
  await enqueue(gateway.api);
  await once(socket, 'message');
  return { socket, items };
}

/** The promise is five seconds; the rest is for a busy machine; ms. */
const endsWithinMs = 10_000;

test.for(['revoked_at', 'expires_at'])(
  'once the %s of a key has come, its sockets are closed with 4403 and show nothing more, and those of other keys go on',
  async (column) => {
    const gateway = await startWithTwoKeys();
    const theirs = await watch(gateway, second);
    const ours = await watch(gateway, apiKey);
    const began = performance.now();
    const closed = once(theirs.socket, 'close') as Promise<[number]>;
    await gateway.database.query(`UPDATE api_key SET ${column} = now() WHERE label = 'second'`);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - began).toBeLessThan(endsWithinMs);

    const shown = theirs.items.length;
    const next = once(ours.socket, 'message');
    await enqueue(gateway.api);
    await next;
    expect(theirs.items).toHaveLength(shown);
    ours.socket.terminate();

    // And the key opens nothing more, though it was known a moment ago.
    const { status } = await gateway.api.post({ query: '{ cursor }' }, { authorization: `Bearer ${second}` });
    expect(status).toBe(401);
  },
);

test.for([
  { name: 'messageEvents', stream: Watch },
  { name: 'inboundMessages', stream: WatchInbound },
  { name: 'suppressionChanges', stream: WatchSuppressions },
])('a stream of server-sent events ends with its key, and says why: $name', async ({ stream }) => {
  const gateway = await startWithTwoKeys();
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${second}`,
    },
    body: JSON.stringify({ query: stream.toString() }),
  });
  await gateway.database.query(`UPDATE api_key SET revoked_at = now() WHERE label = 'second'`);
  expect(await response.text()).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED"/);
});

test('a gateway that goes away closes its sockets with 1012, ends no stream as if it were complete, and takes no new ones', async () => {
  const gateway = await startWithTwoKeys();
  const { socket, items } = await watch(gateway, apiKey);
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ query: Watch.toString() }),
  });
  const closed = once(socket, 'close') as Promise<[number]>;
  const gone = gateway.app[Symbol.asyncDispose]();
  expect((await closed)[0]).toBe(1012);
  expect(items.filter((item) => item.includes('"type":"complete"'))).toEqual([]);
  expect(await response.text()).toMatch(/event: next\ndata: .*"code":"GOING_AWAY"/);
  await gone;
  await expect(fetch(`${gateway.url}/readyz`)).rejects.toThrow();
});

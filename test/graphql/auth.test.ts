import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { createAuthenticate } from '../../src/auth/authenticate.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const wrong: [what: string, authorization: string | undefined][] = [
  ['no key', undefined],
  ['an empty header', ''],
  ['a wrong key', 'Bearer a-key-that-nobody-has-ever-given-out'],
  ['the right key with one letter more', `Bearer ${apiKey}x`],
  ['the right key in other letters', `Bearer ${apiKey.toUpperCase()}`],
  ['the right key without its scheme', apiKey],
  ['another scheme', `Basic ${btoa(`user:${apiKey}`)}`],
  ['a key of 10,000 characters', `Bearer ${'k'.repeat(10_000)}`],
  ['two keys', `Bearer ${apiKey}, Bearer ${apiKey}`],
];

test.for(wrong)(
  'over HTTP %s is answered with 401 before the body is looked at',
  async ([, authorization]) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: '{ "this is no JSON',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    const answer = await response.text();
    expect(JSON.parse(answer)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', retryable: false } }],
    });
    expect(answer).not.toContain(apiKey);
  },
);

test.for(wrong)('over WebSocket %s closes the socket with 4403', async ([, authorization]) => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4403);
});

test('over WebSocket an operation before the key closes the socket with 4401', async () => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ cursor }' } }));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4401);
});

test('a key in the address is no key', async () => {
  const response = await fetch(`${gateway.url}/graphql?authorization=Bearer%20${apiKey}&query={cursor}`);
  expect(response.status).toBe(401);
});

test.for(['revoked_at', 'expires_at'])(
  'a key with %s in the past is refused at once by who has not seen it, and after 10 s by all',
  async (column) => {
    const log = createLog('error');
    await using database = openDatabase({
      connectionString: gateway.database.url,
      name: 'test',
      max: 1,
      log,
    });
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(async () => {
      vi.useRealTimers();
      await gateway.database.query(`UPDATE api_key SET ${column} = NULL`);
    });
    const authenticate = createAuthenticate(database, log);
    expect(await authenticate(`Bearer ${apiKey}`)).toBeDefined();
    await gateway.database.query(`UPDATE api_key SET ${column} = now() - interval '1 second'`);
    expect(await createAuthenticate(database, log)(`Bearer ${apiKey}`)).toBeUndefined();
    vi.advanceTimersByTime(10_000);
    expect(await authenticate(`Bearer ${apiKey}`)).toBeUndefined();
  },
);

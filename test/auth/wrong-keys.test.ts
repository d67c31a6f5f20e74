import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createAuthenticate, digestKey, rememberMs } from '../../src/auth/authenticate.ts';
import { maxKeysInQuery } from '../../src/auth/look-up-together.ts';
import { createLog } from '../../src/log/log.ts';
import { giveKey, nothingIsSent, openSocket } from '../graphql/scene.ts';
import { head, openRaw, readToEnd } from '../http/raw-socket.ts';
import { eventually } from '../support/eventually.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { postWebhook, signatureOf } from '../webhooks/post-webhook.ts';

let lines: Record<string, unknown>[] = [];
const log = createLog('info', {
  write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>), // as the log writes it
});
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ ...nothingIsSent, log });
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() => {
  lines = [];
});

const wrongKey = (at: number): string => `a-key-that-nobody-has-given-out-${at}`;
const idOf = (key: string): string => digestKey(key).toString('base64');

/** A database with one key, which counts what it is asked and answers when it is let. */
function createBook(standing: string) {
  const queries: string[][] = [];
  let mayAnswer: (keyIds: readonly string[]) => boolean = () => true;
  const held: (() => void)[] = [];
  const query = async (_text: string, [digests]: [Buffer[]]): Promise<object[]> => {
    const keyIds = digests.map((each) => each.toString('base64'));
    queries.push(keyIds);
    if (!mayAnswer(keyIds)) await new Promise<void>((resolve) => held.push(resolve));
    return keyIds.includes(idOf(standing)) ? [{ tenantId: 't', digest: digestKey(standing) }] : [];
  };
  return {
    database: { query } as never, // the one member that is used
    queries,
    answerOnly: (may: typeof mayAnswer) => (mayAnswer = may),
    letGo: () => {
      mayAnswer = () => true;
      for (const each of held.splice(0)) each();
    },
  };
}

test('5,000 unknown keys at once are looked up with six statements, and one that stands is found among them', async () => {
  const book = createBook('a-key-that-stands-0123456789');
  const authenticate = createAuthenticate(book.database, log);
  const flood = Array.from({ length: 5_000 }, (_, at) => authenticate(`Bearer ${wrongKey(at)}`));
  const known = authenticate('Bearer a-key-that-stands-0123456789');
  expect(new Set(await Promise.all(flood))).toEqual(new Set([undefined]));
  expect(await known).toMatchObject({ tenantId: 't' });
  // The first alone, and then all who have come meanwhile.
  expect(book.queries.map((each) => each.length)).toEqual([1, 1_000, 1_000, 1_000, 1_000, 1_000]);
  for (const each of book.queries) expect(each.length).toBeLessThanOrEqual(maxKeysInQuery);
});

test('the same unknown key is asked for by the first of its callers, and once for all others who come meanwhile', async () => {
  const book = createBook('a-key-that-stands-0123456789');
  const authenticate = createAuthenticate(book.database, log);
  await Promise.all(Array.from({ length: 1_000 }, () => authenticate(`Bearer ${wrongKey(1)}`)));
  expect(book.queries.map((each) => each.length)).toEqual([1, 1]);
});

test('a key that has stood is looked up again without waiting for those that nobody knows', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const key = 'a-key-that-stands-0123456789';
  const book = createBook(key);
  const authenticate = createAuthenticate(book.database, log);
  expect(await authenticate(`Bearer ${key}`)).toBeDefined();
  vi.advanceTimersByTime(rememberMs);
  // No statement with a guess in it comes back.
  book.answerOnly((keyIds) => keyIds.every((each) => each === idOf(key)));
  for (let at = 0; at < 5_000; at += 1) void authenticate(`Bearer ${wrongKey(at)}`);
  expect(await authenticate(`Bearer ${key}`)).toMatchObject({ tenantId: 't' });
  book.letGo();
});

test('beyond 10,000 keys that wait the next is asked to come again, and not told that it does not stand', async () => {
  const book = createBook('a-key-that-stands-0123456789');
  book.answerOnly(() => false);
  const authenticate = createAuthenticate(book.database, log);
  const flood = Array.from({ length: 10_001 }, (_, at) => authenticate(`Bearer ${wrongKey(at)}`));
  await expect(authenticate('Bearer a-key-that-stands-0123456789')).rejects.toMatchObject({
    name: 'Overloaded',
  });
  book.letGo();
  await Promise.all(flood);
});

test('a flood of wrong keys is a few lines in the log, and a new key works while it goes on', async () => {
  let sent = 0;
  const ending = new AbortController();
  async function guess(): Promise<void> {
    while (!ending.signal.aborted) {
      sent += 1;
      const headers = { authorization: `Bearer ${wrongKey(sent)}`, 'content-type': 'application/json' };
      const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(401);
      await answer.arrayBuffer();
    }
  }
  onTestFinished(() => {
    ending.abort();
  });
  const flood = Array.from({ length: 20 }, guess);
  await eventually(
    () => Promise.resolve(sent),
    (count) => count > 200,
  );
  const newKey = 'a-new-key-that-is-given-out-during-the-flood';
  await giveKey(gateway.database, newKey);
  for (const key of [newKey, apiKey]) {
    const { status } = await gateway.api.post({ query: '{ cursor }' }, { authorization: `Bearer ${key}` });
    expect(status).toBe(200);
  }
  await eventually(
    () => Promise.resolve(sent),
    (count) => count > 1_000,
  );
  ending.abort();
  await Promise.all(flood);
  const told = lines.filter(({ event }) => event === 'auth.key_refused');
  expect(told.length).toBeGreaterThan(0);
  // One line in ten seconds, however long it took.
  expect(told.length).toBeLessThan(20);
  expect(JSON.stringify(lines)).not.toContain('nobody-has-given-out');
});

test('a flood of bad signatures is a few lines in the log', async () => {
  const bad = { 'x-hub-signature-256': signatureOf(Buffer.from('x')) };
  for (let round = 0; round < 40; round += 1) {
    const statuses = await Promise.all(
      Array.from({ length: 50 }, () => postWebhook(gateway.url, { entry: [] }, bad)),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
  }
  const told = lines.filter(({ event }) => event === 'webhooks.signature_refused');
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(20);
});

test('a flood of handshakes with another token is a few lines in the log', async () => {
  for (let times = 0; times < 200; times += 1) {
    const answer = await fetch(`${gateway.url}/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=wrong`);
    expect(answer.status).toBe(403);
    await answer.arrayBuffer();
  }
  expect(lines.filter(({ event }) => event === 'webhooks.handshake_refused').length).toBeLessThan(20);
});

test('while keys cannot be looked up, those who ask are a few lines in the log, over HTTP and over WebSocket', async () => {
  await gateway.database.query('ALTER TABLE api_key RENAME TO broken_key');
  onTestFinished(async () => {
    await gateway.database.query('ALTER TABLE broken_key RENAME TO api_key');
  });
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        gateway.api.post({ query: '{ cursor }' }, { authorization: `Bearer ${wrongKey(20 * round + at)}` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]));
    const socket = openSocket(gateway.url, `Bearer ${wrongKey(1_000 + round)}`);
    await expect(socket.iterate({ query: '{ cursor }' }).next()).rejects.toMatchObject({ code: 1013 });
  }
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(20);
});

test('a flood of sockets that speak no protocol is a few lines in the log', async () => {
  const handshake = head(
    'GET /graphql HTTP/1.1',
    'host: localhost',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-protocol: graphql-transport-ws',
  );
  const withoutMask = Buffer.from([0x81, 0x02, 0x7b, 0x7d]);
  for (let opened = 0; opened < 100; opened += 1) {
    const socket = await openRaw(gateway.url, handshake);
    await once(socket, 'data');
    socket.write(withoutMask);
    await readToEnd(socket);
    socket.destroy();
  }
  expect(lines.filter(({ event }) => event === 'websocket.failed').length).toBeLessThan(20);
});

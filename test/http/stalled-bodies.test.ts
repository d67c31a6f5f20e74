import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { maxBodyBytes } from '../../src/graphql/answer-request.ts';
import { maxBodyBytes as maxWebhookBytes, maxBytesInFlight } from '../../src/webhooks/receive-webhooks.ts';
import { aMessage, nothingIsSent, secondKeyOf } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { EnqueueList } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { signatureOf } from '../webhooks/post-webhook.ts';
import { head, openRaw, readToEnd } from './raw-socket.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const clients: Socket[] = [];
afterEach(() => {
  for (const each of clients.splice(0)) each.destroy();
});

interface Stalled {
  path: string;
  headers?: string[];
  /** What is announced, and all but its last 10 bytes sent. */
  bytes: number;
}

/** Answers when everything was sent, or the connection was closed. */
async function stall({ path, headers = [], bytes }: Stalled): Promise<Socket> {
  const lines = ['host: localhost', 'content-type: application/json', `content-length: ${bytes}`, ...headers];
  const socket = await openRaw(gateway.url, head(`POST ${path} HTTP/1.1`, ...lines));
  clients.push(socket);
  const body = bytes === maxWebhookBytes ? largest : Buffer.alloc(bytes, ' ');
  await new Promise((resolve) => socket.write(body.subarray(10), resolve));
  return socket;
}

const largest = Buffer.alloc(maxWebhookBytes, ' ');
const webhook = {
  path: '/webhooks/whatsapp',
  headers: [`x-hub-signature-256: ${signatureOf(Buffer.from('x'))}`],
  bytes: maxWebhookBytes,
};

/** Answers 200 or why not. A database that is slow is not what this is about: WhatsApp sends such a webhook again, and so does this. */
async function postGenuine(note: string): Promise<string> {
  const body = Buffer.from(JSON.stringify({ entry: [], note }));
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) };
  const [status, text] = await eventually(
    async () => {
      const answer = await fetch(`${gateway.url}/webhooks/whatsapp`, { method: 'POST', headers, body });
      return [answer.status, await answer.text()] as const;
    },
    ([, refusal]) => !refusal.includes('could not be stored'),
  );
  return `${status} ${text}`;
}

/** Five at a time: nothing but room shall be missing. */
async function postMany(count: number): Promise<string[]> {
  const answers: string[] = [];
  while (answers.length < count)
    answers.push(...(await Promise.all([1, 2, 3, 4, 5].map((at) => postGenuine(`${answers.length + at}`)))));
  return answers;
}

const ok = (count: number): string[] => Array.from({ length: count }, () => '200 ');

test.for([
  [17, maxWebhookBytes],
  [200, 1_000_000],
] as const)(
  '%i bodies of webhooks, %i bytes each, that keep their last 10 back keep no genuine webhook out',
  async ([count, bytes]) => {
    const sending = Array.from({ length: count }, () => stall({ ...webhook, bytes }));
    // While they come, and when all of them lie idle.
    expect(await postMany(10)).toEqual(ok(10));
    await Promise.all(sending);
    expect(await postMany(40)).toEqual(ok(40));
    expect(await postGenuine('x'.repeat(300_000))).toBe('200 ');
  },
);

test('bodies that are kept back make room for each other: the connections of those that gave way are closed', async () => {
  const fit = Math.floor(maxBytesInFlight / 2 / maxWebhookBytes);
  const stalled = await Promise.all(Array.from({ length: fit + 5 }, () => stall(webhook)));
  const ended: string[] = [];
  for (const each of stalled) void readToEnd(each).then((answer) => ended.push(answer));
  await eventually(
    () => Promise.resolve(ended.length),
    (count) => count >= 5,
  );
  for (const each of ended) expect(each).toMatch(/^(?:HTTP\/1\.1 (?:408|503) .*)?$/s);
});

test('bodies of a few bytes each take places from themselves: 1,500 of them keep no genuine webhook out', async () => {
  for (let opened = 0; opened < 1_500; opened += 250) {
    const headers = [...webhook.headers, 'connection: keep-alive'];
    await Promise.all(Array.from({ length: 250 }, () => stall({ ...webhook, headers, bytes: 20 })));
  }
  expect(await postMany(20)).toEqual(ok(20));
});

test('who shows no signature, and who shows no key that stands, is answered before any of the body has come', async () => {
  const strangers = [
    { path: '/webhooks/whatsapp', headers: [] },
    { path: '/webhooks/whatsapp', headers: ['x-hub-signature-256: sha256=none'] },
    { path: '/graphql', headers: [] },
    { path: '/graphql', headers: ['authorization: Bearer a-key-that-nobody-has-given-out'] },
  ];
  for (let round = 0; round < 5; round += 1) {
    for (const { path, headers } of strangers) {
      const lines = ['host: localhost', 'content-type: application/json', 'content-length: 4000000'];
      const socket = await openRaw(gateway.url, head(`POST ${path} HTTP/1.1`, ...lines, ...headers));
      clients.push(socket);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
    }
  }
  expect((await gateway.api.post({ query: '{ cursor }' })).status).toBe(200);
});

test('bodies that one key keeps back take room from itself: neither it nor another key is refused', async () => {
  const other = await secondKeyOf(gateway);
  const headers = [`authorization: Bearer ${apiKey}`];
  await Promise.all(
    Array.from({ length: 20 }, () => stall({ path: '/graphql', headers, bytes: maxBodyBytes })),
  );
  const inputs = Array.from({ length: 1_000 }, () =>
    aMessage({ externalId: 'x'.repeat(255), message: { text: { body: 'x'.repeat(4_000) } } }),
  );
  for (const api of [other, gateway.api]) {
    for (let round = 0; round < 5; round += 1)
      expect((await api.post({ query: '{ cursor }' })).status).toBe(200);
    const { enqueueMessages } = await api.call(EnqueueList, { inputs });
    expect(enqueueMessages.filter((each) => each.__typename === 'EnqueuedMessage')).toHaveLength(1_000);
  }
  await other[Symbol.asyncDispose]();
});

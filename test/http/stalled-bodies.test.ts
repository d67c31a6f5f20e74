import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { maxBodyBytes } from '../../src/graphql/answer-request.ts';
import { maxBodyBytes as maxWebhookBytes, maxBytesInFlight } from '../../src/webhooks/receive-webhooks.ts';
import { aMessage, nothingIsSent, secondKeyOf } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { EnqueueList } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { postWebhook, signatureOf } from '../webhooks/post-webhook.ts';
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

/** Five at a time, so that nothing but room can be missing. */
async function postGenuine(count: number): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < count) {
    const five = Array.from({ length: 5 }, (_, at) => ({ entry: [], note: `${statuses.length + at}` }));
    statuses.push(...(await Promise.all(five.map((each) => postWebhook(gateway.url, each)))));
  }
  return statuses;
}

const ok = (count: number): number[] => Array.from({ length: count }, () => 200);

test.for([17, 200])(
  '%i bodies of webhooks that keep their last 10 bytes back keep no genuine webhook out',
  async (count) => {
    const sending = Array.from({ length: count }, () => stall(webhook));
    // While they come, and when all of them lie idle.
    expect(await postGenuine(20)).toEqual(ok(20));
    await Promise.all(sending);
    expect(await postGenuine(40)).toEqual(ok(40));
    const threeMegabytes = { entry: [], note: 'x'.repeat(3_000_000) };
    expect(await postWebhook(gateway.url, threeMegabytes)).toBe(200);
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

test('bodies of a few bytes each take places from themselves: 3,000 of them keep no genuine webhook out', async () => {
  for (let opened = 0; opened < 3_000; opened += 250) {
    const headers = [...webhook.headers, 'connection: keep-alive'];
    await Promise.all(Array.from({ length: 250 }, () => stall({ ...webhook, headers, bytes: 20 })));
  }
  expect(await postGenuine(20)).toEqual(ok(20));
});

test('of who shows no signature and of who shows no key that stands no body is read', async () => {
  const strangers = [
    { path: '/webhooks/whatsapp', bytes: maxWebhookBytes },
    { path: '/graphql', bytes: maxBodyBytes },
    {
      path: '/graphql',
      headers: ['authorization: Bearer a-key-that-nobody-has-given-out'],
      bytes: maxBodyBytes,
    },
  ];
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 17; round += 1) {
    for (const each of strangers) {
      const socket = await openRaw(
        gateway.url,
        head(
          `POST ${each.path} HTTP/1.1`,
          'host: localhost',
          'content-type: application/json',
          `content-length: ${each.bytes}`,
          ...(each.headers ?? []),
        ),
      );
      clients.push(socket);
      const [answer] = await Promise.all([
        new Promise<Buffer>((resolve) => socket.once('data', resolve)),
        new Promise((resolve) => socket.write(largest.subarray(10), resolve)),
      ]);
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
    }
  }
  // The test holds one body itself.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * maxBodyBytes);
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

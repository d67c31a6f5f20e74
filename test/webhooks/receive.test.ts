import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';
import { statusWebhook } from '../support/status-webhook.ts';
import { postWebhook, signatureOf } from './post-webhook.ts';

let gateway: BehindProxy;
beforeAll(async () => {
  gateway = await startBehindProxy();
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() => gateway.database.query('TRUNCATE webhook_inbox CASCADE'));

const stored = () =>
  gateway.database.query<{ body: Buffer; body_sha256: Buffer }>('SELECT * FROM webhook_inbox');

// Escaped as Meta escapes, with spaces and an order of its own: parsed and written again it is another text.
const body = Buffer.from(
  String.raw`{ "object":"whatsapp_business_account", "entry":[{"id":"1","changes":[] , "note":"\u00c4\/ü😀"}]}`,
);

test('a body is stored byte for byte as it came, with its digest', async () => {
  expect(await postWebhook(gateway.url, body)).toBe(200);
  const rows = await stored();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.body).toEqual(body);
  expect(rows[0]?.body_sha256).toEqual(createHash('sha256').update(body).digest());
});

test.each([
  ['no signature', { 'x-hub-signature-256': '' }],
  ['the signature of another secret', { 'x-hub-signature-256': signatureOf(body, 'another secret') }],
  ['the signature of the same JSON written again', { 'x-hub-signature-256': signatureOf(rewritten(body)) }],
  ['only the old SHA-1 header', { 'x-hub-signature-256': '', 'x-hub-signature': `sha1=${'a'.repeat(40)}` }],
  ['half a signature', { 'x-hub-signature-256': signatureOf(body).slice(0, 40) }],
  ['two signatures', { 'x-hub-signature-256': `${signatureOf(body)}, ${signatureOf(body)}` }],
])('a body with %s is answered with 401, and nothing is stored', async (_name, headers) => {
  expect(await postWebhook(gateway.url, body, headers)).toBe(401);
  expect(await stored()).toEqual([]);
});

test('a body is not answered with 200 before it is stored', async () => {
  const client = new pg.Client(gateway.database.url);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE webhook_inbox IN EXCLUSIVE MODE');
  expect(await postWebhook(gateway.url, body)).toBe(503);
  await client.query('ROLLBACK');
  await client.end();
  expect(await postWebhook(gateway.url, body)).toBe(200);
});

test('a body of 4 MiB is taken, and one byte more is answered with 413 and not stored', async () => {
  const largest = Buffer.alloc(4 * 1024 * 1024, ' ');
  // A disk that takes longer than a second for it is answered for with 503, and WhatsApp sends it again.
  await eventually(
    () => postWebhook(gateway.url, largest),
    (status) => status === 200,
  );
  expect(await postWebhook(gateway.url, Buffer.concat([largest, Buffer.from(' ')]))).toBe(413);
  expect(await stored()).toHaveLength(1);
});

test('a body that was packed is answered with 415: nobody unpacks a bomb for a stranger', async () => {
  expect(await postWebhook(gateway.url, body, { 'content-encoding': 'gzip' })).toBe(415);
  expect(await stored()).toEqual([]);
});

test('while the database is away a webhook is answered with 503 within about a second, and the repetition is taken', async () => {
  const webhook = statusWebhook([]);
  await gateway.proxy.goAway();
  const before = performance.now();
  expect(await postWebhook(gateway.url, webhook)).toBe(503);
  expect(performance.now() - before).toBeLessThan(2_000);
  await gateway.proxy.comeBack();
  expect(await postWebhook(gateway.url, webhook)).toBe(200);
});

test('while the database takes questions and gives no answers a webhook is answered with 503 within about a second', async () => {
  const silent = gateway.proxy.when(body.subarray(0, 64), 'WITHHOLD_REPLY');
  const before = performance.now();
  expect(await postWebhook(gateway.url, body)).toBe(503);
  expect(performance.now() - before).toBeLessThan(2_000);
  await silent;
});

function rewritten(json: Buffer): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(json.toString())));
}

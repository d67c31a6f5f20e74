import { connect } from 'node:net';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { createBodyRoom } from '../../src/doors/body-room.ts';
import { readBody } from '../../src/doors/read-body.ts';
import { signOpaqueValue } from '../../src/whatsapp/opaque-value.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { eventually } from '../support/eventually.ts';
import { acceptedMessages } from './accepted-messages.ts';
import { allApplied, postUntilTaken, postWebhook, signatureOf } from './post-webhook.ts';

const secrets = ['the-secret-of-the-first-app-0123456789', 'the-secret-of-the-second-app-012345678'];
let lines = '';
let gateway: Gateway;
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  gateway = await startGateway({
    env: { WHATSAPP_APP_SECRET: secrets.join(',') },
    log: createLog('warn', sink),
  });
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(async () => {
  await gateway.database.query('TRUNCATE webhook_inbox CASCADE');
});

const stored = () => gateway.database.query<{ body: Buffer }>('SELECT body FROM webhook_inbox');
const postSigned = (given: Buffer | object, secret = secrets[0], to = gateway.url) => {
  const body = Buffer.isBuffer(given) ? given : Buffer.from(JSON.stringify(given));
  return postWebhook(to, body, { 'x-hub-signature-256': signatureOf(body, secret) });
};

test('every secret of the list is taken, so that a secret can be changed and several apps can post; a secret that was taken off is refused', async () => {
  const body = Buffer.from('{"entry":[]}');
  for (const secret of secrets) expect(await postSigned(body, secret)).toBe(200);
  const config = {
    ...gateway.config,
    port: 0,
    whatsappAppSecrets: secrets.slice(1),
    roles: new Set(['webhook'] as const),
  };
  await using after = await startApp(config, createLog('silent'));
  const url = `http://127.0.0.1:${after.port}`;
  expect(await postSigned(body, secrets[1], url)).toBe(200);
  expect(await postSigned(body, secrets[0], url)).toBe(401);
});

test('a body that comes a hundred times at once is taken each time and stored once', async () => {
  const body = statusWebhook([{ id: 'wamid.NOBODY', status: 'sent', timestamp: '1795341600' }]);
  await Promise.all(Array.from({ length: 100 }, () => postUntilTaken(() => postSigned(body))));
  expect(await stored()).toHaveLength(1);
});

test.each([
  ['65 signs', (hex: string) => `${hex}0`],
  ['capitals', (hex: string) => hex.toUpperCase()],
  ['signs that are not hexadecimal', (hex: string) => hex.replace(/^sha256=./, 'sha256=g')],
  ['a blank before it', (hex: string) => hex.replace('=', '= ')],
  ['nothing but its name', () => 'sha256='],
])('a signature with %s is answered with 401', async (_name, change) => {
  const body = Buffer.from('{"entry":[]}');
  const headers = { 'x-hub-signature-256': change(signatureOf(body, secrets[0])) };
  expect(await postWebhook(gateway.url, body, headers)).toBe(401);
  expect(await stored()).toEqual([]);
});

test.each([
  ['an empty object', {}, 1],
  ['an empty list', [], 1],
  ['entries that are an object', { entry: {} }, 1],
  ['no entries', { object: 'whatsapp_business_account' }, 1],
  ['an empty list of entries', { entry: [] }, 0],
  ['changes of null', { entry: [{ changes: null }] }, 1],
  ['10,000 empty entries', { entry: Array.from({ length: 10_000 }, () => ({})) }, 1_001],
  ['a field that nobody knows', { entry: [{ changes: [{ field: 'holograms', value: { beams: 5 } }] }] }, 0],
])('a body of %s is stored and applied, and what is missing is told', async (_name, body, told) => {
  expect(await postSigned(body)).toBe(200);
  await allApplied(gateway);
  expect(await gateway.database.query('SELECT 1 FROM webhook_dead_item')).toHaveLength(told);
});

test('3 MB of statuses, as large as they come, are applied', async () => {
  const [message] = await acceptedMessages(gateway, ['+16505550101']);
  if (!message) throw new Error('Expected a message.');
  const padding = 'x'.repeat(2_800);
  const statuses = Array.from({ length: 1_000 }, (_, n) =>
    statusOf(message.entry, 'delivered', { timestamp: String(1_795_341_600 + n), padding }),
  );
  expect(await postSigned(statusWebhook(statuses))).toBe(200);
  await allApplied(gateway);
  const rows = await gateway.database.query('SELECT 1 FROM status_evidence WHERE message_id = $1', [
    message.id,
  ]);
  expect(rows).toHaveLength(1_001);
});

test('statuses, messages and errors in one change are all taken', async () => {
  const [message] = await acceptedMessages(gateway, ['+16505550102']);
  if (!message) throw new Error('Expected a message.');
  const value = {
    metadata: { phone_number_id: '106540352242922' },
    statuses: [statusOf(message.entry, 'read')],
    messages: [{ from: '16505550102', id: 'wamid.BESIDE', type: 'text', text: { body: 'Yes' } }],
    errors: [{ code: 131000 }],
  };
  expect(await postSigned({ entry: [{ changes: [{ field: 'messages', value }] }] })).toBe(200);
  await allApplied(gateway);
  const [found] = await gateway.database.query(
    `SELECT (SELECT rank FROM delivery WHERE message_id = $1) AS rank,
       (SELECT count(*)::int FROM inbound_message WHERE wamid = 'wamid.BESIDE') AS inbound`,
    [message.id],
  );
  expect(found).toEqual({ rank: 5, inbound: 1 });
});

test('a status that we signed for another message than it can be of, and one of a number that is not ours, raise an alarm without a word of what they say', async () => {
  await using own = openDatabase({
    connectionString: gateway.database.url,
    name: 'test',
    max: 1,
    log: createLog('error'),
  });
  const keys = await deriveKeys(own, ['opaque value']);
  const messageId = '00000000-0000-7000-8000-00000000abcd';
  const opaque = signOpaqueValue({ messageId, attempt: 1 }, keys['opaque value']);
  lines = '';
  expect(await postSigned(statusWebhook([statusOf({ wamid: 'wamid.ALARM', opaque }, 'read')]))).toBe(200);
  expect(await postSigned(statusWebhook([statusOf({ wamid: 'wamid.ALARM', opaque }, 'read')], '999'))).toBe(
    200,
  );
  await allApplied(gateway);
  await eventually(
    () => Promise.resolve(lines),
    (text) => text.includes('webhooks.echo_denied') && text.includes('webhooks.unknown_sender'),
  );
  expect(lines).not.toMatch(/wamid|1650555/);
});

test('a body that drips is cut off when its time is over, and one beyond the memory for all is told to come again', async () => {
  const reads: string[] = [];
  const room = createBodyRoom({ maxBytes: 60, maxBodies: 10 });
  const server = createServer((request, response) => {
    const limits = { room, holder: 'stranger', maxBytes: 100, timeoutMs: 200 };
    void readBody(request, limits).then((read) => {
      reads.push(read.outcome);
      if (read.outcome === 'READ') read.place[Symbol.dispose]();
      response.writeHead(200, { connection: 'close' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const post = async (head: string, body: string): Promise<void> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${head}\r\n\r\n${body}`);
    socket.resume();
    await once(socket, 'close');
  };
  await post('50', '1');
  await post('70', 'x'.repeat(70));
  await post('5', 'x'.repeat(5));
  server.close();
  expect(reads).toEqual(['TOO_SLOW', 'TOO_MANY', 'READ']);
});

import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { maxReaders } from '../../src/graphql/serve-page.ts';
import { countRows, nothingIsSent } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { EnqueueList, Watch } from '../support/operations.ts';
import { apiKey, sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { allApplied, postWebhook, signatureOf } from '../webhooks/post-webhook.ts';
import { countSockets, head, openRaw, readToEnd } from './raw-socket.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { ...nothingIsSent.env, HELIOGRAPH_ROLES: 'gateway,worker,webhook' } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const clients: Socket[] = [];
afterEach(() => {
  for (const each of clients.splice(0)) each.destroy();
});

function post(body: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, ...headers },
    body: new Uint8Array(body),
  });
}

async function codeOf(answer: Response): Promise<unknown> {
  const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }; // as GraphQL says
  return errors[0]?.extensions.code;
}

const input = `{from:"${sender}",to:{phone:"+16505550101"},message:{text:{body:"caf?"}},idempotencyKey:"caf?"}`;
const mutation = JSON.stringify({ query: `mutation{enqueueMessage(input:${input}){__typename}}` });
const broken: [what: string, bytes: number[]][] = [
  ['of ISO-8859-1', [0xe9]],
  ['of a surrogate', [0xed, 0xa0, 0x80]],
  ['of a character that breaks off', [0xe2, 0x82]],
  ['of a longer form than needed', [0xc0, 0xaf]],
];

test.for(broken)('a body with bytes %s is refused with 400, and nothing is stored', async ([, bytes]) => {
  const before = await countRows(gateway.database);
  const body = Buffer.from(
    Buffer.from(mutation, 'latin1').reduce<number[]>(
      (all, byte) => all.concat(byte === 0x3f ? bytes : byte),
      [],
    ),
  );
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(await codeOf(answer)).toBe('BODY_NOT_UTF8');
  expect(await countRows(gateway.database)).toEqual(before);
});

test('a signed webhook that is no UTF-8 is set aside as it came, and never mended', async () => {
  const body = Buffer.from('{"object":"whatsapp_business_account","entry":[{"id":"?"}]}', 'latin1');
  body[body.indexOf('?')] = 0xe9;
  expect(await postWebhook(gateway.url, body)).toBe(200);
  await allApplied(gateway);
  expect(await gateway.database.query('SELECT path, reason FROM webhook_dead_item')).toEqual([
    { path: '', reason: 'NOT_UTF8' },
  ]);
  const [stored] = await gateway.database.query<{ body: Buffer }>('SELECT body FROM webhook_inbox');
  expect(stored?.body.equals(body)).toBe(true);
});

test('a compressed body is refused with 415', async () => {
  const answer = await post(Buffer.from('{"query":"{ cursor }"}'), { 'content-encoding': 'gzip' });
  expect(answer.status).toBe(415);
  expect(await codeOf(answer)).toBe('UNSUPPORTED_CONTENT_ENCODING');
});

test.for(['identity', '', 'Identity, identity'])(
  'a body whose content-encoding is "%s" is not compressed: it is read, at both doors',
  async (encoding) => {
    const body = Buffer.from('{"query":"{ __typename }"}');
    const lines = [
      'host: a',
      'connection: close',
      `content-length: ${body.length}`,
      `content-encoding: ${encoding}`,
    ];
    for (const [path, header] of [
      ['/graphql', `authorization: Bearer ${apiKey}\r\ncontent-type: application/json`],
      ['/webhooks/whatsapp', `x-hub-signature-256: ${signatureOf(body)}`],
    ] as const) {
      const client = await openRaw(
        gateway.url,
        head(`POST ${path} HTTP/1.1`, ...lines, header) + body.toString(),
      );
      clients.push(client);
      expect(await readToEnd(client)).toMatch(/^HTTP\/1\.1 200 /);
    }
  },
);

const unread: [what: string, status: number, path: string, headers: string[]][] = [
  ['too large', 413, '/graphql', ['content-length: 12000000', `authorization: Bearer ${apiKey}`]],
  ['too large, in parts', 413, '/graphql', ['transfer-encoding: chunked', `authorization: Bearer ${apiKey}`]],
  [
    'compressed',
    415,
    '/graphql',
    ['content-length: 12000000', 'content-encoding: gzip', `authorization: Bearer ${apiKey}`],
  ],
  [
    'too large',
    413,
    '/webhooks/whatsapp',
    ['content-length: 12000000', `x-hub-signature-256: ${signatureOf(Buffer.from(''))}`],
  ],
];

test.for(unread)(
  'who sends a body that is %s to the end reads the whole answer %i at %s',
  async ([, status, path, headers]) => {
    const isInParts = headers.includes('transfer-encoding: chunked');
    const part = isInParts ? `186a0\r\n${' '.repeat(100_000)}\r\n` : ' '.repeat(100_000);
    const client = await openRaw(gateway.url);
    clients.push(client);
    client.pause();
    client.write(head(`POST ${path} HTTP/1.1`, 'host: a', 'content-type: application/json', ...headers));
    // It reads nothing before all is sent.
    for (let sent = 0; sent < 12_000_000; sent += 100_000)
      await new Promise<void>((resolve, reject) => {
        client.write(part, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    if (isInParts) client.write('0\r\n\r\n');
    const reading = readToEnd(client);
    client.resume();
    const answer = await reading;
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [, length = '0'] = /content-length: (\d+)/i.exec(answer) ?? [];
    expect(Buffer.byteLength(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toBe(Number(length));
  },
);

test.for(unread.filter(([what]) => what === 'too large'))(
  'a body that says it is %s is refused with %i at %s before any of it comes',
  async ([, status, path, headers]) => {
    const client = await openRaw(gateway.url, head(`POST ${path} HTTP/1.1`, 'host: a', ...headers));
    clients.push(client);
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  },
);

test.for(['bearer', 'BEARER', 'Bearer '])('the scheme of a key may be written %s', async (scheme) => {
  const answer = await post(Buffer.from('{"query":"{ cursor }"}'), { authorization: `${scheme} ${apiKey}` });
  expect(answer.status).toBe(200);
});

const odd: [what: string, lines: string[]][] = [
  ['a host that is none', ['GET /graphql HTTP/1.1', 'host: [']],
  ['a host that is none, by a browser', ['GET /graphql HTTP/1.1', 'host: [', 'accept: text/html']],
  ['a host with a path', ['GET /graphql?query={x} HTTP/1.1', 'host: a/b']],
  ['a port that is none', ['POST /graphql HTTP/1.1', 'host: a:99999', 'content-length: 0']],
  ['a host that is none, at the webhooks', ['GET /webhooks/whatsapp HTTP/1.1', 'host: [']],
];

test.for(odd)('%s is answered with 400, and without a stack', async ([, lines]) => {
  const client = await openRaw(gateway.url, head(...lines));
  clients.push(client);
  const answer = await readToEnd(client);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).not.toMatch(/node_modules|at .*:\d+:\d+|\.ts/);
});

const methods = ['TRACE', 'OPTIONS', 'HEAD', 'PROPFIND', 'PUT', 'DELETE'];
test.for(methods)('%s is answered with 405, and without a stack', async (method) => {
  const client = await openRaw(gateway.url, head(`${method} /graphql?x=%E0%A4%A HTTP/1.1`, 'host: a'));
  clients.push(client);
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer.toString()).not.toMatch(/node_modules|at .*:\d+:\d+/);
});

test('a list names up to 10 faults of each message and says how many more there are, and one message up to 50', async () => {
  const contact = { name: { formattedName: '' }, phones: [{ phone: '' }], emails: [{ email: '' }] };
  const bad = {
    from: 'x',
    to: { phone: 'x' },
    message: { contacts: Array.from({ length: 100 }, () => contact) },
  };
  const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs: [bad, bad] as never });
  for (const each of enqueueMessages) {
    expect(each).toMatchObject({ __typename: 'InvalidInput' });
    const { issues } = each as unknown as { issues: { code: string }[] }; // as asked for
    expect(issues).toHaveLength(11);
    expect(issues.at(-1)).toMatchObject({ code: 'MORE_ISSUES' });
  }
});

test('a message with more faults than can be counted is refused, and not an error of ours', async () => {
  const emails = Array.from({ length: 50 }, () => ({ email: '', type: '' }));
  const phones = Array.from({ length: 50 }, () => ({ phone: '', type: '', waId: '' }));
  const urls = Array.from({ length: 50 }, () => ({ url: '', type: '' }));
  const addresses = Array.from({ length: 50 }, () => ({
    street: '',
    city: '',
    state: '',
    zip: '',
    type: '',
  }));
  const card = { name: { formattedName: '' }, emails, phones, urls, addresses };
  const query =
    'mutation($input:EnqueueMessageInput!){enqueueMessage(input:$input){... on InvalidInput{issues{code}}}}';
  const message = { contacts: Array.from({ length: 257 }, () => card) };
  const { body } = await gateway.api.post({
    query,
    variables: { input: { from: sender, to: { phone: '+16505550101' }, message } },
  });
  const { issues } = body.data?.['enqueueMessage'] as { issues: { code: string }[] }; // as asked for
  expect(issues.length).toBeLessThanOrEqual(51);
  expect(issues.at(-1)?.code).toMatch(/^(?:MORE|TOO_MANY)_ISSUES$/);
});

test('a list that is too long is judged by its length, and none of its items', async () => {
  const rows = Array.from({ length: 200_000 }, () => ({ id: '', title: '' }));
  const list = { body: 'b', buttonText: 'b', sections: [{ title: 't', rows }] };
  const query =
    'mutation($input:EnqueueMessageInput!){enqueueMessage(input:$input){... on InvalidInput{issues{path code}}}}';
  const message = { interactive: { list } };
  const { body } = await gateway.api.post({
    query,
    variables: { input: { from: sender, to: { phone: '+16505550101' }, message } },
  });
  const path = ['message', 'interactive', 'list', 'sections', '0', 'rows'];
  expect(body).toEqual({ data: { enqueueMessage: { issues: [{ path, code: 'TOO_MANY_ITEMS' }] } } });
});

test('a stream of server-sent events says at once that no proxy may gather or change it', async () => {
  const leaving = new AbortController();
  const stream = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ query: Watch.toString() }),
    signal: leaving.signal,
  });
  expect(stream.headers.get('x-accel-buffering')).toBe('no');
  expect(stream.headers.get('cache-control')).toBe('no-cache, no-transform');
  const { value } = (await stream.body?.getReader().read()) ?? {};
  expect(Buffer.from(value ?? []).toString()).toMatch(/^:/);
  leaving.abort();
});

function getPage(
  headers: Record<string, string>,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpRequest(`${gateway.url}/graphql`, { headers: { accept: 'text/html', ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

test('the page of GraphiQL goes out compressed, and a browser that has it gets no second one', async () => {
  const plain = await getPage({});
  const zipped = await getPage({ 'accept-encoding': 'br, gzip' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(zipped.body.length).toBeLessThan(plain.body.length / 2);
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
  expect((await getPage({ 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
  const known = await getPage({ 'if-none-match': String(zipped.headers['etag']) });
  expect([known.status, known.body.length]).toEqual([304, 0]);
});

const forPage = head('GET /graphql HTTP/1.1', 'host: a', 'accept: text/html');

async function openReader(): Promise<Socket> {
  const client = await openRaw(gateway.url);
  clients.push(client);
  client.pause();
  client.write(forPage);
  return client;
}

test('300 readers who take nothing of the page hold no copies of it, and 100 places', async () => {
  const memory = process.memoryUsage().arrayBuffers;
  const others = await countSockets(gateway.url);
  for (let asked = 0; asked < 300; asked += 1) await openReader();
  // Answered behind all of them.
  expect((await getPage({})).status).toBe(200);
  await eventually(
    () => countSockets(gateway.url),
    (count) => count <= others + maxReaders + 1,
  );
  expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(100 * 1024 * 1024);
});

/** What Java's client sends when nobody tells it otherwise. */
const javaAccepts = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2';
const browserAccepts = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test('a program that accepts everything gets the answer of its query, and a browser the page', async () => {
  const search = `?query=${encodeURIComponent('{ __typename }')}`;
  const ask = (accept: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql${search}`, { headers: { accept, ...headers } });
  const answer = await ask(javaAccepts, { authorization: `Bearer ${apiKey}` });
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
  expect((await ask(javaAccepts)).status).toBe(401);
  expect(await (await ask(browserAccepts)).text()).toContain('<title>Heliograph</title>');
});

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { head, openRaw, readToEnd } from '../http/raw-socket.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { countRows, nothingIsSent } from './scene.ts';

const lines: string[] = [];
let gateway: Gateway;
beforeAll(async () => {
  const log = createLog('warn', { write: (line) => lines.push(line) });
  gateway = await startGateway({ ...nothingIsSent, log });
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() => lines.splice(0));

const clients: Socket[] = [];
afterEach(() => {
  for (const each of clients.splice(0)) each.destroy();
});

const authorization = `Bearer ${apiKey}`;
const query = encodeURIComponent('query($id:ID!){message(id:$id){id}}');

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

async function get(search: string): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${gateway.url}/graphql?${search}`, { headers: { authorization } });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

const noJson: [what: string, search: string, name: string][] = [
  ['variables that break off', `query=${query}&variables={`, 'variables'],
  ['variables in the form of another language', `query=${query}&variables={'id':'1'}`, 'variables'],
  ['extensions that are no JSON', `query=${query}&extensions=x`, 'extensions'],
];

test.for(noJson)(
  '%s in an address are answered with 400, and no line in the log',
  async ([, search, name]) => {
    const { status, body } = await get(search);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      {
        message: `Expected JSON in the parameter "${name}" of the address, got something else.`,
        extensions: { code: 'BAD_REQUEST' },
      },
    ]);
    expect(lines).toEqual([]);
  },
);

const odd = ['variables=[]', 'variables=1', 'variables="x"', 'extensions=[]'];
test.for(odd)('%s in an address is no object: 400, and no line in the log', async (search) => {
  expect((await get(`query=${query}&${search}`)).status).toBe(400);
  expect(lines).toEqual([]);
});

test('an operation in an address is answered like one in a body', async () => {
  const variables = encodeURIComponent('{"id":"caf\u00e9 + ?&="}');
  expect(await get(`query=${query}&variables=${variables}&operationName=`)).toEqual({
    status: 200,
    body: { data: { message: null } },
  });
  expect((await get('')).body.errors?.[0]?.message).toBe('Must provide query string.');
  expect((await get(`query=${encodeURIComponent('{ __typename }')}&variables=`)).status).toBe(200);
});

const noUtf8 = ['caf%E9', '%C0%AF', '%ED%A0%80', '%F0%9F%98', '%80', '%'];
test.for(noUtf8)('%s in an address is no UTF-8: 400, and never another character', async (bytes) => {
  const { status, body } = await get(`query=${query}&variables={"id":"${bytes}"}`);
  expect(status).toBe(400);
  expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
  expect(body.errors?.[0]?.message).toMatch(
    /^Expected an address whose characters are percent-encoded as UTF-8/,
  );
});

async function sendRaw(text: string | Buffer): Promise<string> {
  const client = await openRaw(gateway.url);
  clients.push(client);
  client.write(text);
  return readToEnd(client);
}

test('bytes of an address that are not encoded at all are refused, at every door', async () => {
  for (const path of ['/graphql?query={x}', '/webhooks/whatsapp?hub.mode=', '/livez?']) {
    const request = head(`GET ${path}caf\u00e9 HTTP/1.1`, 'host: a', `authorization: ${authorization}`);
    expect(await sendRaw(Buffer.from(request, 'latin1'))).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw(Buffer.from(request, 'utf8'))).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(lines).toEqual([]);
});

function post(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
}

const simple = new Uint8Array(Buffer.from('{"query":"{ __typename }"}'));

test.for(['iso-8859-1', 'utf-16', '"windows-1252"', 'utf-8x', ''])(
  'a body in the charset %s is refused with 415, and nothing is stored',
  async (charset) => {
    const before = await countRows(gateway.database);
    expect((await post(`application/json; charset=${charset}`, simple)).status).toBe(415);
    expect(await countRows(gateway.database)).toEqual(before);
  },
);

test.for([
  'application/json; charset=utf-8',
  'application/json ; charset=utf-8',
  'application/json;charset="UTF-8"',
  'Application/JSON;charset=utf8',
  'application/graphql+json ; charset=utf-8',
  'application/json; profile="x"',
])('a body of the type %s is read', async (type) => {
  const answer = await post(type, simple);
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
});

const targets: [target: string, status: number][] = [
  ['http://localhost/livez', 200],
  ['HTTP://a.example:8080/livez?x=1', 200],
  ['https://localhost/graphql?query=%7B__typename%7D', 200],
  ['http://localhost/webhooks/whatsapp?hub.mode=x', 403],
  ['http://localhost', 302],
  ['http://localhost?x', 302],
  ['http://localhost/nowhere', 404],
  ['http://localhost//livez', 404],
];

test.for(targets)('the whole address %s as a target is answered with %i', async ([target, status]) => {
  const answer = await sendRaw(
    head(`GET ${target} HTTP/1.1`, 'host: localhost', `authorization: ${authorization}`, 'connection: close'),
  );
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test('a WebSocket may be asked for with a whole address', async () => {
  const client = await openRaw(
    gateway.url,
    head(
      'GET http://localhost/graphql HTTP/1.1',
      'host: localhost',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version: 13',
      'sec-websocket-protocol: graphql-transport-ws',
    ),
  );
  clients.push(client);
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cancel, FindMessage } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { countRows, enqueue, nothingIsSent, truthfulStatus } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

function request(init: RequestInit, search = ''): Promise<Response> {
  return fetch(`${gateway.url}/graphql${search}`, {
    ...init,
    headers: { authorization: `Bearer ${apiKey}`, ...(init.headers as Record<string, string>) },
  });
}

const simple = { query: '{ __typename }' };
const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/graphql',
  'application/jsonp',
];

test.for(types)('a body of type %s is answered with 415', async (type) => {
  const response = await request({
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(simple),
  });
  expect(response.status).toBe(415);
});

test('a body without a type is answered with 415', async () => {
  const body = new Blob([JSON.stringify(simple)]);
  expect((await request({ method: 'POST', body })).status).toBe(415);
});

test('a mutation by GET is answered with 405 and changes nothing', async () => {
  const id = await enqueue(gateway.api);
  const query = `mutation { cancelMessage(input: { id: "${id}" }) { __typename } }`;
  const response = await request({ method: 'GET' }, `?query=${encodeURIComponent(query)}`);
  expect(response.status).toBe(405);
  expect((await gateway.api.call(FindMessage, { id })).message?.status).toBe('QUEUED');
});

test.for(['PUT', 'PATCH', 'DELETE'])('%s is answered with 405', async (method) => {
  expect((await request({ method })).status).toBe(405);
});

const unusable: [what: string, body: string][] = [
  ['an array of operations', JSON.stringify([simple, simple])],
  ['an empty array', '[]'],
  ['null', 'null'],
  ['a number', '1'],
  ['no body', ''],
  ['JSON that was cut', '{"query":"{ __type'],
  ['variables that are a list', JSON.stringify({ ...simple, variables: [] })],
  ['an operation that is not in the document', JSON.stringify({ ...simple, operationName: 'Other' })],
  ['no query', JSON.stringify({ variables: {} })],
];

test.for(unusable)('%s is answered with 400', async ([, body]) => {
  const { status, body: answer } = await gateway.api.post(body, truthfulStatus);
  expect(status).toBe(400);
  expect(answer.errors).toHaveLength(1);
});

const nested: [what: string, query: string][] = [
  ['5,000 nested braces', '{a'.repeat(5_000) + '}'.repeat(5_000)],
  ['20,000 nested lists', `{ a(b: ${'['.repeat(20_000)}${']'.repeat(20_000)}) }`],
  ['490 nested braces', '{a'.repeat(490) + '}'.repeat(490)],
  ['2,001 tokens', `{ ${'a '.repeat(2_001)} }`],
  ['an alias of 129 characters', `{ ${'n'.repeat(129)}: cursor }`],
  ['an alias of 4 MB', `{ ${'n'.repeat(4_000_000)}: __typename }`],
  ['a directive with a name of 4 MB', `{ cursor @${'n'.repeat(4_000_000)} }`],
  ['20,000 mutations under aliases', `mutation { ${'a: cancelMessage '.repeat(20_000)} }`],
  ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
];

test.for(nested)('a document of %s is answered with 400, never with 500', async ([, query]) => {
  const { status, body } = await gateway.api.post({ query }, truthfulStatus);
  expect(status).toBe(400);
  expect(body.errors?.[0]?.extensions?.['code']).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
});

test('variables of 100,000 nested lists are answered with 400, never with 500', async () => {
  const variables = `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const body = `{"query":${JSON.stringify(Cancel.toString())},"variables":${variables}}`;
  expect((await gateway.api.post(body, truthfulStatus)).status).toBe(400);
});

test('a body above the limit is answered with 413', async () => {
  const { status } = await gateway.api.post({
    ...simple,
    extensions: { padding: 'x'.repeat(8 * 1024 * 1024) },
  });
  expect(status).toBe(413);
});

test('names of JavaScript’s own in variables pollute nothing and store nothing', async () => {
  const before = await countRows(gateway.database);
  const { status } = await gateway.api.post(
    '{"query":"{ __typename }","variables":{"__proto__":{"polluted":true},"constructor":{"prototype":1}}}',
  );
  expect(status).toBe(200);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(await countRows(gateway.database)).toEqual(before);
});

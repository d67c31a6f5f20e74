import { once } from 'node:events';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import type { GraphQLAnswer } from '../support/api-client.ts';
import { nothingIsSent, openSocket } from './scene.ts';

/** What graphql-cop asks. docs/scanners.md says of each probe what is closed, and what is a choice. */
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, ...headers },
    body: JSON.stringify(body),
  });
}

const transports: Record<string, (query: string) => Promise<GraphQLAnswer>> = {
  HTTP: async (query) => (await (await post({ query })).json()) as GraphQLAnswer,
  'server-sent events': async (query) => {
    const text = await (await post({ query }, { accept: 'text/event-stream' })).text();
    const [, data = '{}'] = /^data: (.*)$/m.exec(text) ?? [];
    return JSON.parse(data) as GraphQLAnswer;
  },
  WebSocket: async (query) => {
    const socket = openSocket(gateway.url);
    try {
      const { value } = (await socket.iterate({ query }).next()) as { value: GraphQLAnswer };
      return value;
    } catch (errors) {
      return { errors: errors as NonNullable<GraphQLAnswer['errors']> };
    } finally {
      await socket.dispose();
    }
  },
};
const over = Object.entries(transports);

const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, at) => `alias${at}: ${field}`).join(' ');

test.for(over)(
  'alias overloading over %s: aliases count, and too many that cost are refused',
  async ([, ask]) => {
    expect(Object.keys((await ask(`query cop { ${aliases(101, '__typename')} }`)).data ?? {})).toHaveLength(
      101,
    );
    const refused = await ask(`query cop { ${aliases(300, 'cursor')} }`);
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_TOO_COSTLY' } }] });
  },
);

test.for(over)(
  'directive overloading over %s: faults of a document are named up to five times',
  async ([, ask]) => {
    for (const count of [10, 900]) {
      const { errors, data } = await ask(`query cop { __typename ${'@aa'.repeat(count)} }`);
      expect(data ?? null).toBeNull();
      expect(errors?.length).toBeLessThanOrEqual(6);
    }
  },
);

test.for(over)('circular introspection over %s is refused', async ([, ask]) => {
  const nested = 'fields { type { '.repeat(4) + 'name' + ' } }'.repeat(4);
  const { errors, data } = await ask(`query cop { __schema { types { ${nested} } } }`);
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.message).toContain('Maximum introspection depth');
});

test.for(over)('field duplication over %s is refused beyond 50 of one field', async ([, ask]) => {
  const repeated = [500, 1_900].map((count) => `query cop { ${'__typename '.repeat(count)} }`);
  const nested = `query cop { ${'... { __typename } '.repeat(400)} }`;
  for (const query of [...repeated, nested]) {
    const { errors, data } = await ask(query);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  }
  expect(await ask(`query cop { ${'__typename '.repeat(50)} }`)).toEqual({ data: { __typename: 'Query' } });
});

test.for(over)('trace mode over %s is not there', async ([, ask]) => {
  expect(await ask('query cop { __typename }')).toEqual({ data: { __typename: 'Query' } });
});

test.for(over)('an unhandled error over %s shows no stack and no exception', async ([, ask]) => {
  const answer = await ask('qwerty cop { abc }');
  expect(answer.errors).toHaveLength(1);
  expect(JSON.stringify(answer)).not.toMatch(/stack|exception|node_modules|\.ts\b|at \w+ \(/);
});

test.for(over)(
  'field suggestions over %s are given to who has a key: the schema is public',
  async ([, ask]) => {
    const { errors } = await ask('query cop { __schema { directive } }');
    expect(errors?.[0]?.message).toContain('Did you mean "directives"');
  },
);

test.for(over)('introspection over %s is answered to who has a key', async ([, ask]) => {
  expect((await ask(getIntrospectionQuery())).data?.['__schema']).toBeDefined();
});

test('without a key nothing is told over any transport: no introspection, no suggestion', async () => {
  for (const query of [getIntrospectionQuery(), 'query cop { __schema { directive } }']) {
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await post({ query }, { authorization: '', accept });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toMatch(/__schema|Did you mean/);
    }
    const socket = openSocket(gateway.url, '');
    await expect(socket.iterate({ query }).next()).rejects.toMatchObject({ code: 4403 });
  }
});

test('array batching is refused over every transport', async () => {
  const batch = Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }));
  for (const accept of ['application/json', 'text/event-stream'])
    expect(await (await post(batch, { accept })).text()).not.toContain('"__typename"');
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${apiKey}` } }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: batch }));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4400);
});

test('a query by GET is answered to who has a key, which no foreign page can send; a mutation by GET never', async () => {
  const get = (query: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
  const known = { authorization: `Bearer ${apiKey}` };
  const mutation = 'mutation cop { __typename }';
  expect((await get('query cop { __typename }', known)).status).toBe(200);
  expect((await get('query cop { __typename }', {})).status).toBe(401);
  expect((await get(mutation, known)).status).toBe(405);
  expect((await get(mutation, { ...known, accept: 'text/event-stream' })).status).toBe(405);
  const preflight = await fetch(`${gateway.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin: 'http://evil.example', 'access-control-request-headers': 'authorization' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});

test('a form of a foreign page is refused: a body must say that it is JSON', async () => {
  for (const accept of ['application/json', 'text/event-stream']) {
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Bearer ${apiKey}`,
        accept,
      },
      body: new URLSearchParams({ query: 'query cop { __typename }' }).toString(),
    });
    expect(answer.status).toBe(415);
  }
});

test('the page of GraphiQL is shown to browsers unless GRAPHIQL is false, and holds no key', async () => {
  const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).not.toContain(apiKey);
  await using closed = await startGateway({ env: { ...nothingIsSent.env, GRAPHIQL: 'false' } });
  const none = await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } });
  expect([401, 406]).toContain(none.status);
  expect(none.headers.get('content-type') ?? '').not.toMatch(/^text\/html/);
});

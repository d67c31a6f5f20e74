import { readdirSync, readFileSync } from 'node:fs';
import {
  getIntrospectionQuery,
  isObjectType,
  Kind,
  parse,
  validate,
  type GraphQLField,
  type GraphQLResolveInfo,
} from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitAnswer } from '../../src/graphql/limit-answer.ts';
import { maxCost, maxCostOfItem, maxDepth, maxInputsOfOperation } from '../../src/graphql/limit-cost.ts';
import { schema } from '../../src/graphql/schema.ts';
import { costs, weighOperation } from '../../src/graphql/weigh-operation.ts';
import { contentFragments } from '../journey/select-content.ts';
import * as operations from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { countRows, nothingIsSent, openSocket, truthfulStatus } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, at) => `a${at}: ${field}`).join(' ');
const timelines = (count: number): string => `${'timeline{message{'.repeat(count)}id${'}}'.repeat(count)}`;
const page = 'messages(first:100){edges{node{id}}}';

const tooCostly: [what: string, operation: Operation][] = [
  ['timelines in timelines', { query: `{messages(first:100){edges{node{${timelines(3)}}}}}` }],
  ['600 counts of one queue', { query: `{senders(first:1){edges{node{${aliases(600, 'queueDepth')}}}}}` }],
  ['55 full pages', { query: `{${aliases(55, page)}}` }],
  ['660 reads of one field', { query: `{${aliases(660, 'cursor')}}` }],
  [
    'the whole schema twice',
    {
      query: getIntrospectionQuery().replace(
        '__schema {',
        `a: __schema { types { ...FullType } } __schema {`,
      ),
    },
  ],
  [
    'pages whose size is a variable',
    { query: `query($n:Int){${aliases(55, 'messages(first:$n){edges{node{id}}}')}}`, variables: { n: 100 } },
  ],
  [
    'pages whose size is the default of a variable',
    { query: `query($n:Int=100){${aliases(55, 'messages(last:$n){edges{node{id}}}')}}` },
  ],
  [
    'pages in a fragment that is spread again and again',
    {
      query: `{...A ...B} fragment A on Query{${aliases(15, page)}} fragment B on Query{c: senders{edges{node{id}}} ...A ...C} fragment C on Query{...A ...A}`,
    },
  ],
  ['lists of words, again and again', { query: `{optOutWords{${aliases(200, 'stop')}}}` }],
  [
    'a costly operation beside a cheap one',
    { query: `query Cheap{__typename} query Costly{${aliases(55, page)}}`, operationName: 'Costly' },
  ],
  [
    'a list of 1,000 inputs that asks for too much of each',
    {
      query: `mutation($i:[UnblockRecipientInput!]!){unblockRecipients(inputs:$i){... on SuppressionApplied{suppressions{${aliases(40, 'id')}}}}}`,
      variables: { i: Array.from({ length: 1_000 }, () => ({ recipient: { phone: '+16505550101' } })) },
    },
  ],
];

test.for(tooCostly)(
  'an operation of %s is refused over HTTP, server-sent events and WebSocket',
  async ([, operation]) => {
    const { status, body } = await gateway.api.post(operation, truthfulStatus);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors).toHaveLength(1);
    const [error] = body.errors ?? [];
    expect(error?.message).toMatch(
      /^Expected an operation that costs at most 100000, got \d+: .*Ask for smaller pages/,
    );
    expect(error?.extensions).toMatchObject({ code: 'OPERATION_TOO_COSTLY', maxCost, retryable: false });

    const stream = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${apiKey}`,
      },
      body: JSON.stringify(operation),
    });
    expect(await stream.text()).toContain('"code":"OPERATION_TOO_COSTLY"');

    const socket = openSocket(gateway.url);
    const refused = socket.iterate(operation).next();
    await expect(refused).rejects.toMatchObject([{ extensions: { code: 'OPERATION_TOO_COSTLY' } }]);
    await socket.dispose();
  },
);

test('what an operation costs with some variables is not kept for others who send the same text', async () => {
  const many = aliases(55, 'messages(first:$n){edges{node{id}}}');
  const orders: [query: string, sizes: number[]][] = [
    [`query FirstMuch($n:Int){${many}}`, [100, 1, 100, 1]],
    [`query FirstLittle($n:Int){${many}}`, [1, 100, 1, 100]],
  ];
  for (const [query, sizes] of orders) {
    const socket = openSocket(gateway.url);
    for (const n of sizes) {
      const operation = { query, variables: { n } };
      const { status } = await gateway.api.post(operation, truthfulStatus);
      expect(status).toBe(n === 100 ? 400 : 200);
      const bySocket = socket.iterate(operation).next();
      if (n === 100)
        await expect(bySocket).rejects.toMatchObject([
          { extensions: { cost: expect.any(Number) as number } },
        ]);
      else expect((await bySocket).value).not.toHaveProperty('errors');
    }
    await socket.dispose();
  }
});

const block = 'mutation($i:[BlockRecipientInput!]!){';
test.for([
  [2, true],
  [3, false],
  [66, false],
] as const)('%i lists of 1,000 inputs in one mutation are allowed: %s', async ([lists, isAllowed]) => {
  const query = `${block}${aliases(lists, 'blockRecipients(inputs:$i){__typename}')}}`;
  const inputs = Array.from({ length: 1_000 }, () => ({}));
  const weight = weighOperation(schema, parse(query), { variables: { i: inputs } });
  expect(weight.inputs).toBe(lists * 1_000);
  if (isAllowed) return;
  const before = await countRows(gateway.database);
  const { status, body } = await gateway.api.post({ query, variables: { i: inputs } }, truthfulStatus);
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    {
      message: `Expected at most 2000 inputs in all lists of one operation, got ${lists * 1_000}. Send them in several operations.`,
      extensions: { code: 'OPERATION_TOO_COSTLY', maxInputs: maxInputsOfOperation },
    },
  ]);
  expect(await countRows(gateway.database)).toEqual(before);
});

test('an item of a subscription costs 2,000 at most, and what clients usually ask for less', async () => {
  const whole = `subscription{messageEvents{...on MessageEvent{at message{id status attempts{number} content{...Content}}}}} ${content}`;
  expect(weighOperation(schema, parse(whole), {}).cost).toBeLessThan(maxCostOfItem);
  const query =
    'subscription{messageEvents{...on MessageEvent{message{timeline{message{timeline{at status}}}}}}}';
  const costly = query.replace('at status', aliases(20, 'at'));
  const { status, body } = await gateway.api.post({ query: costly }, truthfulStatus);
  expect(status).toBe(400);
  expect(body.errors?.[0]?.message).toMatch(
    /^Expected a subscription of which an item costs at most 2000, got \d+: /,
  );
  const socket = openSocket(gateway.url);
  await expect(socket.iterate({ query: costly }).next()).rejects.toMatchObject([
    { extensions: { code: 'OPERATION_TOO_COSTLY', maxCost: maxCostOfItem } },
  ]);
  await socket.dispose();
});

test('objects in objects go ten levels deep, and no deeper', async () => {
  const nested = (levels: number): string =>
    `{message(id:"x"){${'retryOf{'.repeat(levels - 1)}id${'}'.repeat(levels - 1)}}}`;
  expect((await gateway.api.post({ query: nested(maxDepth) }, truthfulStatus)).status).toBe(200);
  const { status, body } = await gateway.api.post({ query: nested(maxDepth + 1) }, truthfulStatus);
  expect(status).toBe(400);
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'OPERATION_TOO_DEEP', depth: 11, maxDepth });
});

test('a size that is no number, or that no page has, is refused where it is read', async () => {
  const query = 'query($n:Int){messages(first:$n){edges{node{id}}}}';
  for (const n of [-1, 0, 101, 2_147_483_647]) {
    const { body } = await gateway.api.post({ query, variables: { n } });
    expect(body.errors?.[0]?.extensions?.['code']).toBe('INVALID_PAGE');
  }
  expect((await gateway.api.post({ query, variables: { n: 'many' } }, truthfulStatus)).status).toBe(400);
});

const content = contentFragments();
const allowed: [what: string, text: string][] = [
  ...readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file): [string, string] => [file, readFileSync(`examples/${file}`, 'utf8')]),
  ...Object.entries(operations).map(([name, text]): [string, string] => [name, String(text)]),
  [
    'the introspection of GraphiQL',
    getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true }),
  ],
  ['a message of any kind, whole', `{message(id:"x"){content{...Content}}} ${content}`],
  [
    'a message of any kind, stored and read whole',
    `mutation($input:EnqueueMessageInput!){enqueueMessage(input:$input){...on EnqueuedMessage{message{content{...Content}}}}} ${content}`,
  ],
  ['100 messages of any kind, whole', `{messages(first:100){edges{node{content{...Content}}}}} ${content}`],
];

test.for(allowed)('%s stays below both limits, with the largest page and the longest list', ([, text]) => {
  const document = parse(text);
  if (document.definitions.every((each) => each.kind !== Kind.OPERATION_DEFINITION)) return;
  expect(validate(schema, document)).toEqual([]);
  const variables = { first: 100, last: 100, inputs: Array.from({ length: 1_000 }, () => ({})) };
  const { cost, depth } = weighOperation(schema, document, { variables });
  expect(cost).toBeLessThanOrEqual(maxCost);
  expect(depth).toBeLessThanOrEqual(maxDepth);
});

/** What a resolver takes to read with. */
const readers = ['database', 'loaders', 'logEpoch', 'logReader', 'queue'];

/** Whether a resolver reaches for what reads: it is called with a source of which everything may be asked. */
function reads({ resolve }: GraphQLField<unknown, unknown>): boolean {
  let isReading = false;
  const context = new Proxy(
    {},
    {
      get: (_, name) => {
        isReading ||= readers.includes(String(name));
        return undefined;
      },
    },
  );
  const source: object = new Proxy(() => source, {
    get: (_, name) => (name === 'then' ? undefined : source),
  });
  const info = { path: { key: 'a', prev: undefined, typename: undefined } } as GraphQLResolveInfo; // no resolver of ours asks for more
  try {
    const value: unknown = resolve?.(source, {}, context, info);
    if (value instanceof Promise) value.catch(() => undefined);
  } catch {
    // It was asked for enough.
  }
  return isReading;
}

test('each field that reads the database has a cost of its own, and each cost belongs to a field', () => {
  const fields: string[] = [];
  const reading: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType() || type === schema.getSubscriptionType())
      continue;
    for (const field of Object.values(type.getFields())) {
      fields.push(`${type.name}.${field.name}`);
      if (reads(field)) reading.push(`${type.name}.${field.name}`);
    }
  }
  expect(reading.filter((each) => costs[each] === undefined)).toEqual([]);
  expect(Object.keys(costs).filter((each) => !fields.includes(each))).toEqual([]);
  expect(reading).toContain('Sender.queueDepth');
});

test('a query whose caller has left reads nothing more', async () => {
  const leaving = new AbortController();
  let reads = 0;
  const yoga = createYoga({
    schema: createSchema({
      typeDefs: 'type Query { first: Part } type Part { second: Int }',
      resolvers: {
        Query: {
          first: () => {
            leaving.abort();
            return Promise.resolve({});
          },
        },
        Part: { second: () => (reads += 1) },
      },
    }),
    context: { signal: leaving.signal },
    plugins: [limitAnswer()],
    logging: false,
  });
  const answer = yoga.fetch('http://localhost/graphql?query={first{second}}');
  await Promise.resolve(answer).catch(() => undefined);
  expect(reads).toBe(0);
});

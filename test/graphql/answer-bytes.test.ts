import { createSchema, createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitAnswer, maxAnswerSize, measureFields } from '../../src/graphql/limit-answer.ts';
import { EnqueueList } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, nothingIsSent, openSocket, truthfulStatus } from './scene.ts';

/** What the size of an answer is counted by: bytes as JSON, also of what is escaped, and of the schema about itself. */
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  const inputs = ['漢'.repeat(4_096), '"'.repeat(4_096)].flatMap((body) =>
    Array.from({ length: 50 }, () => aMessage({ message: { text: { body } } })),
  );
  await gateway.api.call(EnqueueList, { inputs });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const times = (count: number, field: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => field(at)).join(' ');
const texts = (count: number): string => times(count, (at) => `c${at}: content{...on TextContent{body}}`);
const types = times(40, (at) => `t${at}: __type(name:"EnqueueMessageInput"){...D}`);
const descriptions = `fragment D on __Type{inputFields{${times(450, (at) => `d${at}: description`)}}}`;

const tooLarge: [what: string, query: string][] = [
  // 4,096 characters are 12 KB, or 8 KB: together less than 16 million characters, and more bytes.
  ['characters of three bytes, and escaped ones', `{messages(first:100){edges{node{${texts(30)}}}}}`],
  ['descriptions of the schema, again and again', `{${types}} ${descriptions}`],
];

test.for(tooLarge)('an answer is stopped for %s, over HTTP and WebSocket', async ([, query]) => {
  const { status, body } = await gateway.api.post({ query }, truthfulStatus);
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE', maxAnswerSize } }]);
  const socket = openSocket(gateway.url);
  const { value } = (await socket.iterate({ query }).next()) as { value: { errors: unknown } };
  expect(value.errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  await socket.dispose();
});

test('lists that are longer than usual are stopped by what is in them: at most half a million values are made', async () => {
  let made = 0;
  const schema = createSchema({
    typeDefs: 'type Query { long: [Part!]! } type Part { again: [Part] number: Int }',
    resolvers: {
      Query: { long: () => Array.from({ length: 2_000 }, () => ({})) },
      Part: { again: () => Array.from({ length: 2_000 }, () => ({})), number: () => (made += 1) },
    },
  });
  const yoga = createYoga({
    schema: measureFields(schema),
    context: { signal: new AbortController().signal },
    plugins: [limitAnswer()],
    logging: false,
  });
  const answer = await yoga.fetch('http://localhost/graphql?query={long{again{number}}}');
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'ANSWER_TOO_LARGE' } }] });
  expect(made).toBeGreaterThan(100_000);
  expect(made).toBeLessThan(500_000);
});

test('the item that is made when its caller leaves is not made to its end', async () => {
  const leaving = new AbortController();
  let reads = 0;
  const schema = createSchema({
    typeDefs:
      'type Query { a: Int } type Subscription { item: Part } type Part { first: Part second: Int third: Int }',
    resolvers: {
      Subscription: {
        item: {
          subscribe: async function* () {
            yield await Promise.resolve({ item: {} });
          },
        },
      },
      Part: {
        first: () => {
          leaving.abort();
          return Promise.resolve({});
        },
        second: () => (reads += 1),
        third: () => (reads += 1),
      },
    },
  });
  const yoga = createYoga({
    schema: measureFields(schema),
    context: { signal: leaving.signal },
    plugins: [limitAnswer()],
    logging: false,
  });
  const query = encodeURIComponent('subscription { item { first { second third } } }');
  const answer = await yoga.fetch(`http://localhost/graphql?query=${query}`, {
    headers: { accept: 'text/event-stream' },
  });
  await answer.text();
  expect(reads).toBe(0);
});

test('an item that is too large ends its stream with its code', async () => {
  const schema = createSchema({
    typeDefs: 'type Query { a: Int } type Subscription { item: String }',
    resolvers: {
      Subscription: {
        item: {
          subscribe: async function* () {
            for (const item of ['small', 'x'.repeat(maxAnswerSize), 'never read'])
              yield await Promise.resolve({ item });
          },
        },
      },
    },
  });
  const yoga = createYoga({
    schema: measureFields(schema),
    context: { signal: new AbortController().signal },
    plugins: [limitAnswer()],
    logging: false,
  });
  const query = encodeURIComponent('subscription { item }');
  const answer = await yoga.fetch(`http://localhost/graphql?query=${query}`, {
    headers: { accept: 'text/event-stream' },
  });
  const items = (await answer.text()).match(/^data: .+$/gm) ?? [];
  expect(items).toHaveLength(2);
  expect(items[0]).toBe('data: {"data":{"item":"small"}}');
  expect(items[1]).toContain('"code":"ANSWER_TOO_LARGE"');
  expect(items[1]?.length).toBeLessThan(1_000);
});

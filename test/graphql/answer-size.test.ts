import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxAnswerSize } from '../../src/graphql/limit-answer.ts';
import { EnqueueList } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, nothingIsSent, openSocket, truthfulStatus } from './scene.ts';

/** What the cost of an operation does not bound: how long its values are. */
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  await gateway.api.call(EnqueueList, { inputs: Array.from({ length: 100 }, longMessage) });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const longMessage = () => aMessage({ message: { text: { body: 'x'.repeat(4_096) } } });
const times = (count: number, field: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => field(at)).join(' ');
/** A text of 4 KB, so often. */
const texts = (count: number): string => times(count, (at) => `c${at}: content{...on TextContent{body}}`);
/** 22,500 times in one message. */
const manyTexts = times(150, (at) => `c${at}: content{...B}`);
const fragment = `fragment B on TextContent{${times(150, (at) => `b${at}: body`)}}`;

const tooLarge: [what: string, query: string][] = [
  ['100 long texts, each 50 times', `{messages(first:100){edges{node{${texts(50)}}}}}`],
  ['one text 22,500 times', `{messages(first:1){edges{node{${manyTexts}}}}} ${fragment}`],
];

test.for(tooLarge)(
  'an answer with %s is stopped, and its caller told, over HTTP, server-sent events and WebSocket',
  async ([, query]) => {
    const { status, body } = await gateway.api.post({ query }, truthfulStatus);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { extensions: { code: 'ANSWER_TOO_LARGE', retryable: false, maxAnswerSize } },
    ]);
    expect(body.data ?? null).toBeNull();

    const stream = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${apiKey}`,
      },
      body: JSON.stringify({ query }),
    });
    const answer = await stream.text();
    expect(answer).toContain('"code":"ANSWER_TOO_LARGE"');
    expect(answer.length).toBeLessThan(10_000);

    // A socket takes no operation of more than 256 KB.
    const socket = openSocket(gateway.url);
    const { value } = (await socket.iterate({ query }).next()) as { value: { errors: unknown } };
    expect(value.errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
    const alive = await socket.iterate({ query: '{ __typename }' }).next();
    expect(alive.value).toEqual({ data: { __typename: 'Query' } });
    await socket.dispose();
  },
);

test('a mutation whose answer is too large is done, and says so', async () => {
  const before = await countRows(gateway.database);
  const query = `mutation($inputs:[EnqueueMessageInput!]!){enqueueMessages(inputs:$inputs){...on EnqueuedMessage{message{${texts(50)}}}}}`;
  const inputs = Array.from({ length: 100 }, longMessage);
  const { body } = await gateway.api.post({ query, variables: { inputs } });
  expect(body.errors).toMatchObject([
    { extensions: { code: 'ANSWER_TOO_LARGE' }, message: expect.stringContaining('are done') as string },
  ]);
  expect(await countRows(gateway.database)).toMatchObject({ messages: (before['messages'] ?? 0) + 100 });
});

test('100 messages, whole, are answered', async () => {
  const query = `{messages(first:100){edges{node{id content{...on TextContent{body previewUrl}} timeline{at status}}}}}`;
  const { body } = await gateway.api.post({ query });
  expect(body.errors).toBeUndefined();
});

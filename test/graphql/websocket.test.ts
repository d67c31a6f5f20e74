import type { ExecutionResult } from 'graphql';
import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentCursor, Enqueue, FindMessage, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent, openSocket } from './scene.ts';

let gateway: Gateway;
let socket: Client;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  socket = openSocket(gateway.url);
});
afterAll(async () => {
  await socket.dispose();
  await gateway[Symbol.asyncDispose]();
});

/** All frames of one operation; `error` is its error frame. */
async function run(query: string, variables: Record<string, unknown> = {}) {
  const frames: ExecutionResult[] = [];
  let error: unknown;
  try {
    for await (const frame of socket.iterate({ query, variables })) frames.push(frame as ExecutionResult);
  } catch (thrown) {
    error = thrown;
  }
  return { frames, error };
}

test('a mutation and a query answer over WebSocket as they do over HTTP', async () => {
  const sent = await run(Enqueue.toString(), { input: aMessage({ externalId: 'by-socket' }) });
  expect(sent).toMatchObject({
    frames: [{ data: { enqueueMessage: { __typename: 'EnqueuedMessage', replayed: false } } }],
    error: undefined,
  });
  const id = await enqueue(gateway.api, { externalId: 'by-http' });
  const found = await run(FindMessage.toString(), { id });
  const { body } = await gateway.api.post({ query: FindMessage.toString(), variables: { id } });
  expect(found).toMatchObject({ frames: [body], error: undefined });
});

test('a value that cannot be used is a typed refusal over WebSocket too', async () => {
  const { frames } = await run(Enqueue.toString(), { input: aMessage({ to: { phone: '12' } }) });
  expect(frames).toMatchObject([
    { data: { enqueueMessage: { __typename: 'InvalidInput', issues: [{ path: ['to', 'phone'] }] } } },
  ]);
});

const unreadable: [what: string, query: string, sentence: RegExp][] = [
  ['a syntax error', '{', /Syntax Error/],
  ['a document of 5,000 nested braces', '{a'.repeat(5_000) + '}'.repeat(5_000), /more tha[nt] 2000 tokens/],
  ['an unknown field', '{ carrierPigeon }', /Cannot query field "carrierPigeon"/],
  ['two operations without a name', 'query A { cursor } query B { cursor }', /identify operation/],
  [
    'a subscription with two fields',
    'subscription { a: messageEvents { __typename } b: messageEvents { __typename } }',
    /only one top level field/,
  ],
];

test.for(unreadable)(
  '%s answers an error frame and leaves the other operations alive',
  async ([, query, sentence]) => {
    const { cursor } = await gateway.api.call(CurrentCursor, {});
    const live = socket.iterate({ query: Watch.toString(), variables: { after: cursor } });
    const first = live.next();
    const { frames, error } = await run(query);
    expect(frames).toEqual([]);
    expect(error).toMatchObject([{ message: expect.stringMatching(sentence) as string }]);
    await enqueue(gateway.api);
    expect(await first).toMatchObject({ value: { data: { messageEvents: { __typename: 'MessageEvent' } } } });
    await live.return?.();
  },
);

test('a misshapen input stores nothing and leaves the socket open', async () => {
  const before = await countRows(gateway.database);
  const { frames } = await run(Enqueue.toString(), { input: { ...aMessage(), to: {} } });
  expect(frames).toMatchObject([
    { errors: [{ message: expect.stringContaining('Exactly one key') as string }] },
  ]);
  expect(await countRows(gateway.database)).toEqual(before);
  expect(await run('{ __typename }')).toEqual({
    frames: [{ data: { __typename: 'Query' } }],
    error: undefined,
  });
});

test('one message larger than 256 KB closes its socket with 1009 and no other', async () => {
  const other = openSocket(gateway.url);
  const closed = new Promise<unknown>((resolve) => other.on('closed', resolve));
  other.subscribe(
    { query: Enqueue.toString(), variables: { input: aMessage({ externalId: 'x'.repeat(256 * 1024) }) } },
    { next: () => undefined, error: () => undefined, complete: () => undefined },
  );
  expect(await closed).toMatchObject({ code: 1009 });
  expect((await run('{ __typename }')).error).toBeUndefined();
});

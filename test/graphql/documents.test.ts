import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxReasonLength, maxVariableErrors } from '../../src/graphql/judge-variables.ts';
import { maxDocumentLength, maxFaults } from '../../src/graphql/limit-document.ts';
import type { GraphQLAnswer } from '../support/api-client.ts';
import { heldBytes } from '../support/held-bytes.ts';
import { Enqueue, Watch } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, nothingIsSent, openSocket, truthfulStatus } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface Operation {
  query: string;
  variables?: Record<string, unknown>;
}

type Errors = NonNullable<GraphQLAnswer['errors']>;

async function overHttp(operation: Operation): Promise<Errors> {
  const { status, body } = await gateway.api.post(operation, truthfulStatus);
  expect(status).toBe(400);
  return body.errors ?? [];
}

async function overEvents(operation: Operation): Promise<Errors> {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify(operation),
  });
  const data = /^data: (\{.*)$/m.exec(await answer.text())?.[1] ?? '{}';
  return (JSON.parse(data) as GraphQLAnswer).errors ?? [];
}

/** Errors of a document end the operation; those of its variables are its answer. */
async function overSocket(operation: Operation): Promise<Errors> {
  const socket = openSocket(gateway.url);
  try {
    const { value } = (await socket.iterate(operation).next()) as { value: GraphQLAnswer };
    return value.errors ?? [];
  } catch (error) {
    return error as Errors;
  } finally {
    await socket.dispose();
  }
}

const transports = { overHttp, overEvents, overSocket };

const long: [what: string, query: string][] = [
  ['line breaks', `{${'\n'.repeat(100_000)}carrierPigeon}`],
  ['a comment', `{ cursor } # ${'x'.repeat(200_000)}`],
  ['one character more than allowed', `{ cursor }`.padEnd(maxDocumentLength + 1)],
];

test.for(long)('a document of %s is refused by its length, over every transport', async ([, query]) => {
  for (const ask of Object.values(transports)) {
    const errors = await ask({ query });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions?.['code']).toBe('GRAPHQL_PARSE_FAILED');
    expect(errors[0]?.message).toBe(
      `Expected a document of at most ${maxDocumentLength} characters, got ${query.length}. Put lists and texts in variables.`,
    );
  }
  const { body } = await gateway.api.post({ query: '{ cursor }'.padEnd(maxDocumentLength) });
  expect(body.errors).toBeUndefined();
});

test('a document of 8 MB that is refused again and again is not kept', async () => {
  const before = heldBytes();
  for (let sent = 0; sent < 30; sent += 1)
    await gateway.api.post({ query: `{ cursor } # ${sent} ${'é'.repeat(3_500_000)}` });
  expect(heldBytes() - before).toBeLessThan(50 * 1024 * 1024);
});

test('of a document with 500 faults the first five are told', async () => {
  const query = `{${Array.from({ length: 500 }, (_, at) => `\ncarrierPigeon${at}`).join('')}}`;
  for (const ask of Object.values(transports)) expect(await ask({ query })).toHaveLength(maxFaults + 1);
});

const text = 'x'.repeat(100_000);
const strangeFields = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`strange${at}`, 1]));
const enqueueList = 'mutation($inputs:[EnqueueMessageInput!]!){enqueueMessages(inputs:$inputs){__typename}}';

const wrong: [what: string, operation: Operation, count: number][] = [
  [
    '60 fields that nobody knows beside a long text',
    {
      query: Enqueue.toString(),
      variables: { input: { ...aMessage({ externalId: text }), ...strangeFields } },
    },
    maxVariableErrors,
  ],
  [
    'a list of 40 messages of which each lacks its sender',
    {
      query: enqueueList,
      variables: {
        inputs: Array.from({ length: 40 }, () => ({
          ...aMessage({ externalId: 'x'.repeat(4_000) }),
          from: undefined,
        })),
      },
    },
    maxVariableErrors,
  ],
  [
    'a text where yes or no is expected',
    { query: Enqueue.toString(), variables: { input: { ...aMessage(), filterUnsubscribed: text } } },
    1,
  ],
  ['a stream from an object', { query: Watch.toString(), variables: { after: { text } } }, 1],
  ['no value at all', { query: Enqueue.toString() }, 1],
];

test.for(wrong)(
  '%s: the answer says what is wrong, and does not repeat what it got',
  async ([, operation, count]) => {
    for (const ask of Object.values(transports)) {
      const errors = await ask(operation);
      expect(errors).toHaveLength(count);
      for (const { message, extensions } of errors) {
        expect(message).toMatch(/^Variable "\$(?:inputs?|after)" /);
        expect(message.length).toBeLessThan(maxReasonLength + 200);
        expect(message).not.toContain('x'.repeat(600));
        expect(extensions?.['code']).toBe('BAD_USER_INPUT');
      }
    }
  },
);

test('small variables are judged in the same words as large ones', async () => {
  const small = { query: Enqueue.toString(), variables: { input: { ...aMessage(), strange: 1 } } };
  const large = {
    query: Enqueue.toString(),
    variables: { input: { ...aMessage({ externalId: text }), strange: 1 } },
  };
  const errors = await overHttp(small);
  expect(errors[0]?.message).toBe(
    'Variable "$input" got an invalid value at "input"; Field "strange" is not defined by type "EnqueueMessageInput".',
  );
  expect(await overHttp(large)).toEqual(errors);
});

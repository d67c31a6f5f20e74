import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import type { GraphQLAnswer } from '../support/api-client.ts';
import { Cancel, Enqueue, EnqueueList, FindMessage } from '../support/operations.ts';
import { apiKey, sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent, truthfulStatus } from './scene.ts';

/** Bodies; more by FUZZ_RUNS. */
const bodiesInAll = Number(process.env['FUZZ_RUNS'] ?? 2_000);
/** How many are posted at once. */
const atOnce = 25;
/** Others use the processors, too; ms. */
const patienceMs = 120_000;

let gateway: Gateway;
const lines: string[] = [];
beforeAll(async () => {
  gateway = await startGateway({
    ...nothingIsSent,
    log: createLog('error', { write: (line) => lines.push(line) }),
  });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** JSON as its grammar allows it, written by hand: much of it no library writes. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\\ufeff"',
    `"${sender}"`,
    '"__proto__"',
    '"constructor"',
  ),
);
const numbers = fc.oneof(
  fc.double({ noNaN: true }).map((number) => (Number.isFinite(number) ? String(number) : '1e999')),
  fc.constantFrom('1e400', '-1e400', '-0', '9007199254740993', `1${'0'.repeat(400)}`, '1E-400', '2147483648'),
);
const names = fc.constantFrom(
  '"query"',
  '"variables"',
  '"operationName"',
  '"extensions"',
  '"input"',
  '"inputs"',
  '"id"',
  '"to"',
  '"phone"',
  '"from"',
  '"message"',
  '"text"',
  '"body"',
  '"__proto__"',
  '"toString"',
  '""',
);
const { json } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    numbers,
    texts,
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(' ,')}]`),
  // Names may repeat.
  object: fc
    .array(fc.tuple(fc.oneof(names, texts), tie('json')), { maxLength: 5 })
    .map((members) => `{${members.map(([name, value]) => `${name}\n:${value}`).join(',')}}`),
}));
const nested = fc
  .tuple(fc.integer({ min: 1, max: 50_000 }), fc.constantFrom(['[', ']'], ['{"a":', '}']))
  .map(([depth, [open = '', close = '']]) => `${open.repeat(depth)}1${close.repeat(depth)}`);
const value = fc.oneof({ weight: 20, arbitrary: json }, { weight: 1, arbitrary: nested });

const documents = fc.constantFrom(
  ...[Enqueue, EnqueueList, FindMessage, Cancel].map((each) => JSON.stringify(each.toString())),
  '"{ cursor }"',
  '"{ __typename"',
  '"query A { cursor } query B { cursor }"',
  '"subscription { messageEvents { __typename } }"',
);
/** An operation of ours with values that nobody meant. */
const operations = fc
  .record({
    query: fc.oneof({ weight: 8, arbitrary: documents }, { weight: 1, arbitrary: value }),
    variables: fc.oneof(
      value,
      value.map((input) => `{"input":${input},"inputs":[${input}],"id":${input}}`),
      value.map((to) => `{"input":{"from":"${sender}","to":${to},"message":${to}}}`),
      value.map(
        (body) =>
          `{"input":{"from":"${sender}","to":{"phone":"+16505550101"},"message":{"text":{"body":${body}}}}}`,
      ),
    ),
    operationName: fc.oneof(fc.constantFrom('null', '"A"', '"Enqueue"', '"toString"'), value),
    extensions: value,
  })
  .chain((members) =>
    fc
      .shuffledSubarray(Object.entries(members), { minLength: 1 })
      .map((some) => `{${some.map(([name, of]) => `"${name}":${of}`).join(',')}}`),
  );
const broken = fc
  .tuple(operations, fc.nat(), fc.constantFrom('', '}', ',', '\u0000', '"', '\\', '\u2028'))
  .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put);
const bodies = fc.oneof(
  { weight: 6, arbitrary: operations },
  { weight: 2, arbitrary: value },
  { weight: 1, arbitrary: broken },
);

async function post(body: string, headers: Record<string, string>): Promise<[number, string]> {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, ...headers },
    body,
  });
  return [answer.status, await answer.text()];
}

test(
  'bodies that the grammar of JSON allows, and some that it does not, are each answered in a typed way, and never with 500 or a stack',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bodies, { minLength: atOnce, maxLength: atOnce }), async (some) => {
        const answers = await Promise.all(some.map((body) => post(body, truthfulStatus)));
        for (const [status, text] of answers) {
          expect([200, 400, 406]).toContain(status);
          expect(text).not.toMatch(/node_modules|\.ts:|\n\s+at |RangeError|TypeError|INTERNAL_SERVER_ERROR/);
          if (status === 406) continue;
          const { data, errors } = JSON.parse(text) as GraphQLAnswer;
          if (errors === undefined) expect(data).toBeTypeOf('object');
          const untyped = (errors ?? []).filter(({ extensions }) => typeof extensions?.['code'] !== 'string');
          expect(untyped).toEqual([]);
        }
      }),
      { numRuns: Math.ceil(bodiesInAll / atOnce) },
    );
    // Nothing of it was a surprise to us.
    expect(lines).toEqual([]);
    expect((await gateway.api.post({ query: '{ cursor }' })).status).toBe(200);
  },
  patienceMs,
);

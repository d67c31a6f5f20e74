import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { contentInputs } from '../content/arbitraries/content.ts';
import { allBoundaries } from '../content/boundaries/all.ts';
import { put } from '../content/boundaries/boundary.ts';
import { countRows, nothingIsSent } from '../graphql/scene.ts';
import { EnqueueList } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface Result {
  __typename: string;
  issues?: { path: string[]; code: string }[];
}

/** Answers undefined where the shape alone refuses the request: a number that is no Int, a value that is no object. */
async function enqueue(messages: readonly unknown[]): Promise<(Result | undefined)[]> {
  const inputs = messages.map((message) => ({ from: sender, to: { phone: '+16505550101' }, message }));
  const { body } = await gateway.api.post({ query: EnqueueList.toString(), variables: { inputs } });
  if (!body.errors) return body.data?.['enqueueMessages'] as Result[];
  const wrong = new Set(body.errors.map(({ message }) => Number(/inputs\[(\d+)\]/.exec(message)?.[1])));
  const results = (await enqueue(messages.filter((_, index) => !wrong.has(index)))).values();
  return messages.map((_, index) => (wrong.has(index) ? undefined : results.next().value));
}

test('one step beyond each limit is refused with its path and its code, and stores nothing', async () => {
  const before = await countRows(gateway.database);
  let judged = 0;
  for (let first = 0; first < allBoundaries.length; first += 200) {
    const rows = allBoundaries.slice(first, first + 200);
    const results = await enqueue(rows.map(({ input, path, beyond }) => put(input, path, beyond)));
    for (const [index, { what, path, code, reportedAt }] of rows.entries()) {
      const result = results[index];
      if (!result) continue;
      judged += 1;
      expect(result.__typename, what).toBe('InvalidInput');
      const at = `message.${reportedAt ?? path}`;
      expect(
        result.issues?.map((issue) => `${issue.code} ${issue.path.join('.')}`),
        what,
      ).toContain(`${code} ${at}`);
    }
  }
  expect(judged).toBeGreaterThan(allBoundaries.length * 0.9);
  expect(await countRows(gateway.database)).toEqual(before);
});

test('of 1,000 mixed messages the 10 bad ones are refused at their places, and the other 990 are stored', async () => {
  const before = await countRows(gateway.database);
  const arbitraries = Object.entries(contentInputs).filter(([kind]) => kind !== 'reaction');
  const messages: unknown[] = Array.from({ length: 1_000 }, (_, index) => {
    const [, inputs] = arbitraries[index % arbitraries.length] ?? [];
    return {
      text: { body: `Message ${index}` },
      ...(inputs ? fc.sample(inputs, { numRuns: 1, seed: index })[0] : {}),
    };
  }).map(onlyOne);
  const bad = new Map<number, object>([
    [7, { message: { text: { body: '' } } }],
    [105, { to: { phone: '0650' } }],
    [213, { message: { location: { latitude: 91, longitude: 0 } } }],
    [299, { message: { image: { source: { link: 'ftp://example.com/a.jpg' } } } }],
    [404, { message: { contacts: [{ name: { formattedName: 'Ana' }, birthday: '1990-02-30' }] } }],
    [512, { message: { template: { name: 'Order Shipped', language: 'en' } } }],
    [
      640,
      {
        message: {
          template: {
            name: 'offer',
            language: 'en',
            limitedTimeOffer: { expiresAt: '2020-01-01T00:00:00Z' },
          },
        },
      },
    ],
    [733, { message: { interactive: { replyButtons: { body: 'x', buttons: [] } } } }],
    [888, { message: { reaction: { to: { wamid: 'none' }, emoji: '👍' } } }],
    [999, { to: { userId: 'nobody' } }],
  ]);
  const inputs = messages.map((message, index) => ({
    from: sender,
    to: { phone: '+16505550101' },
    message,
    ...bad.get(index),
  }));
  const { body } = await gateway.api.post({ query: EnqueueList.toString(), variables: { inputs } });
  expect(body.errors).toBeUndefined();
  const results = body.data?.['enqueueMessages'] as Result[];
  const refused = results.flatMap((result, index) =>
    result.__typename === 'EnqueuedMessage' ? [] : [index],
  );
  expect(refused).toEqual([...bad.keys()]);
  expect((await countRows(gateway.database))['messages']).toBe((before['messages'] ?? 0) + 990);
});

/** The drawn kind, and a text where none was drawn; what has a default may not be null. */
function onlyOne(given: Record<string, unknown>): unknown {
  const kinds = Object.keys(given).filter((kind) => kind !== 'text');
  const [kind = 'text'] = kinds;
  return JSON.parse(JSON.stringify({ [kind]: given[kind] }, (_, value: unknown) => value ?? undefined));
}

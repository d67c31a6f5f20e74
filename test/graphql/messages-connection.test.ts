import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListMessagesQueryVariables, MessageFilter } from '../generated/graphql.ts';
import { Cancel, EnqueueList, ListMessages } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, nothingIsSent } from './scene.ts';

const secondSender = '+15550783882';
let gateway: Gateway;
/** Ids of the 25 messages, newest first. */
let newestFirst: string[];

beforeAll(async () => {
  gateway = await startGateway({
    env: { ...nothingIsSent.env, WHATSAPP_SENDERS: `${sender}=17,${secondSender}=18` },
  });
  const ordinary = Array.from({ length: 21 }, () => aMessage());
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: [
      ...ordinary,
      aMessage({ from: secondSender }),
      aMessage({ to: { phone: '+16505550102' } }),
      aMessage({ to: { userId: 'US.17' } }),
      aMessage({ externalId: 'order-17' }),
    ],
  });
  newestFirst = enqueueMessages
    .flatMap((each) => (each.__typename === 'EnqueuedMessage' ? [each.message.id] : []))
    .reverse();
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function page(variables: ListMessagesQueryVariables) {
  const { messages } = await gateway.api.call(ListMessages, variables);
  return { ids: messages.edges.map(({ node }) => node.id), ...messages.pageInfo };
}

test('without arguments it answers the 20 newest, newest first', async () => {
  expect(await page({})).toMatchObject({
    ids: newestFirst.slice(0, 20),
    hasNextPage: true,
    hasPreviousPage: false,
  });
});

test('pages forward hold every message once, in order', async () => {
  const pages = [];
  let after: string | null = null;
  do {
    const read = await page({ first: 10, after });
    pages.push(read);
    after = read.hasNextPage ? read.endCursor : null;
  } while (after !== null);
  expect(pages.map(({ ids }) => ids.length)).toEqual([10, 10, 5]);
  expect(pages.flatMap(({ ids }) => ids)).toEqual(newestFirst);
});

test('pages backward hold every message once, in the same order', async () => {
  const pages = [];
  let before: string | null = null;
  do {
    const read = await page({ last: 10, before });
    pages.unshift(read);
    before = read.hasPreviousPage ? read.startCursor : null;
  } while (before !== null);
  expect(pages.map(({ ids }) => ids.length)).toEqual([5, 10, 10]);
  expect(pages.flatMap(({ ids }) => ids)).toEqual(newestFirst);
});

test('the last message ends the connection and the first one begins it', async () => {
  const all = await page({ first: 100 });
  expect(all).toMatchObject({ ids: newestFirst, hasNextPage: false, hasPreviousPage: false });
  expect(await page({ first: 1, after: all.endCursor })).toMatchObject({ ids: [], hasNextPage: false });
  expect(await page({ last: 1, before: all.startCursor })).toMatchObject({ ids: [], hasPreviousPage: false });
});

const filters: [what: string, filter: MessageFilter, place: number][] = [
  ['externalId', { externalId: 'order-17' }, 0],
  ['user id', { to: { userId: 'US.17' } }, 1],
  ['phone number', { to: { phone: '+16505550102' } }, 2],
  ['sender', { from: secondSender }, 3],
];

test.for(filters)('a filter by %s finds what fits and nothing else', async ([, filter, place]) => {
  expect((await page({ filter })).ids).toEqual([newestFirst[place]]);
});

test('a filter by statuses finds what is in one of them now', async () => {
  const canceled = newestFirst[7] ?? '';
  await gateway.api.call(Cancel, { id: canceled });
  expect((await page({ filter: { statuses: ['CANCELED', 'READ'] } })).ids).toEqual([canceled]);
  expect((await page({ filter: { statuses: ['QUEUED'] }, first: 100 })).ids).toEqual(
    newestFirst.filter((id) => id !== canceled),
  );
  expect((await page({ filter: { statuses: [] } })).ids).toEqual([]);
});

test('filters hold together', async () => {
  expect((await page({ filter: { from: secondSender, externalId: 'order-17' } })).ids).toEqual([]);
});

const refused: [what: string, variables: object, code: string, argument: string[]][] = [
  ['a page of 0', { first: 0 }, 'INVALID_PAGE', ['first']],
  ['a page of 101', { first: 101 }, 'INVALID_PAGE', ['first']],
  ['a page of -1 backward', { last: -1 }, 'INVALID_PAGE', ['last']],
  ['a page of 101 backward', { last: 101 }, 'INVALID_PAGE', ['last']],
  ['a page forward and backward', { first: 5, last: 5 }, 'INVALID_PAGE', ['first', 'last']],
  ['a broken cursor in after', { after: 'broken' }, 'CURSOR_INVALID', ['after']],
  ['an empty cursor', { after: '' }, 'CURSOR_INVALID', ['after']],
  ['a broken cursor in before', { before: 'a\0b', last: 5 }, 'CURSOR_INVALID', ['before']],
  ['a filter by half a number', { filter: { from: '+1' } }, 'INVALID_FILTER', ['filter', 'from']],
  ['a filter by U+0000', { filter: { externalId: 'a\0' } }, 'INVALID_FILTER', ['filter', 'externalId']],
];

test.for(refused)('%s is refused with its code and its argument', async ([, variables, code, argument]) => {
  const { status, body } = await gateway.api.post({ query: ListMessages.toString(), variables });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    data: null,
    errors: [{ path: ['messages'], extensions: { code, argument, retryable: false } }],
  });
});

test.for(['broken', btoa('OffsetConnection:-5'), ` ${btoa('OffsetConnection:0')}`])(
  'the connection of senders refuses the cursor "%s" in the same way',
  async (after) => {
    const { body } = await gateway.api.post({
      query: 'query ($after: String) { senders(after: $after) { edges { cursor } } }',
      variables: { after },
    });
    expect(body).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'CURSOR_INVALID', argument: ['after'] } }],
    });
  },
);

test('senders are paged by the cursors of their edges', async () => {
  const query =
    'query ($after: String) { senders(first: 1, after: $after) { edges { cursor node { phoneNumber } } } }';
  const first = await gateway.api.post({ query });
  expect(first.body.data).toMatchObject({ senders: { edges: [{ node: { phoneNumber: sender } }] } });
  const { senders } = first.body.data as { senders: { edges: { cursor: string }[] } };
  const second = await gateway.api.post({ query, variables: { after: senders.edges[0]?.cursor } });
  expect(second.body.data).toMatchObject({ senders: { edges: [{ node: { phoneNumber: secondSender } }] } });
});

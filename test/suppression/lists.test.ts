import { afterAll, beforeAll, expect, test } from 'vitest';
import { nothingIsSent } from '../graphql/scene.ts';
import {
  Block,
  ListSuppressions,
  Resubscribe,
  Unblock,
  UnblockList,
  Unsubscribe,
  UnsubscribeList,
} from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const countEntries = async (): Promise<number | undefined> =>
  (await gateway.database.query<{ count: number }>('SELECT count(*)::int AS count FROM suppression'))[0]
    ?.count;

test('unsubscribing twice changes something once, and says so', async () => {
  const input = { recipient: { phone: '+16505550101' }, scope: 'ALL' as const, reason: 'asked on the phone' };
  const entry = {
    recipient: { phone: '+16505550101', userId: null },
    list: 'UNSUBSCRIBED',
    scope: 'ALL',
    source: 'API',
    reason: 'asked on the phone',
  };
  const first = await gateway.api.call(Unsubscribe, { input });
  expect(first.unsubscribeRecipient).toEqual({
    __typename: 'SuppressionApplied',
    changed: true,
    suppressions: [entry],
  });
  const second = await gateway.api.call(Unsubscribe, { input: { ...input, reason: 'again' } });
  expect(second.unsubscribeRecipient).toEqual({
    __typename: 'SuppressionApplied',
    changed: false,
    suppressions: [entry],
  });
});

test('resubscribing for ALL ends every unsubscription, for MARKETING only that one, and a block stays', async () => {
  const recipient = { userId: 'US.13491208655302741918' };
  await gateway.api.call(Unsubscribe, { input: { recipient, scope: 'ALL' } });
  await gateway.api.call(Unsubscribe, { input: { recipient, scope: 'MARKETING' } });
  await gateway.api.call(Block, { input: { recipient } });
  const marketing = await gateway.api.call(Resubscribe, { input: { recipient, scope: 'MARKETING' } });
  expect(marketing.resubscribeRecipient).toMatchObject({
    changed: true,
    suppressions: [{ list: 'UNSUBSCRIBED', scope: 'ALL' }, { list: 'BLOCKED' }],
  });
  const all = await gateway.api.call(Resubscribe, { input: { recipient, scope: 'ALL' } });
  expect(all.resubscribeRecipient).toMatchObject({ changed: true, suppressions: [{ list: 'BLOCKED' }] });
  const unblocked = await gateway.api.call(Unblock, { input: { recipient } });
  expect(unblocked.unblockRecipient).toMatchObject({ changed: true, suppressions: [] });
  const again = await gateway.api.call(Unblock, { input: { recipient } });
  expect(again.unblockRecipient).toMatchObject({ changed: false, suppressions: [] });
});

test('a list answers item by item: good ones hold, bad ones name their problem, twins change once', async () => {
  const before = await countEntries();
  const { unsubscribeRecipients } = await gateway.api.call(UnsubscribeList, {
    inputs: [
      { recipient: { phone: '+16505550111' }, scope: 'ALL' },
      { recipient: { phone: '0650-555' }, scope: 'ALL' },
      { recipient: { phone: '+16505550111' }, scope: 'ALL' },
      { recipient: { userId: 'nobody' }, scope: 'ALL', reason: '' },
      { recipient: { phone: '+16505550112' }, scope: 'MARKETING' },
    ],
  });
  expect(unsubscribeRecipients).toMatchObject([
    { __typename: 'SuppressionApplied', changed: true },
    { __typename: 'InvalidInput', issues: [{ path: ['recipient', 'phone'], code: 'INVALID_PHONE_NUMBER' }] },
    { __typename: 'SuppressionApplied', changed: false },
    {
      __typename: 'InvalidInput',
      issues: [
        { path: ['recipient', 'userId'], code: 'INVALID_USER_ID' },
        { path: ['reason'], code: 'EMPTY_TEXT' },
      ],
    },
    { __typename: 'SuppressionApplied', changed: true },
  ]);
  expect(await countEntries()).toBe((before ?? 0) + 2);

  const twins = [{ recipient: { phone: '+16505550198' } }, { recipient: { phone: '+16505550198' } }];
  await gateway.api.call(Block, { input: { recipient: { phone: '+16505550198' } } });
  const { unblockRecipients } = await gateway.api.call(UnblockList, { inputs: twins });
  expect(unblockRecipients).toMatchObject([{ changed: true }, { changed: false }]);
});

test('a single bad input is refused with its path, without the "input" of the call', async () => {
  const { blockRecipient } = await gateway.api.call(Block, { input: { recipient: { phone: 'none' } } });
  expect(blockRecipient).toMatchObject({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    issues: [{ path: ['recipient', 'phone'] }],
  });
});

test.each([
  ['no input', 0],
  ['1,001 inputs', 1_001],
])('a list of %s is refused whole and leaves nothing behind', async (_name, length) => {
  const before = await countEntries();
  const inputs = Array.from({ length }, (_, index) => ({
    recipient: { phone: `+1650557${String(index).padStart(4, '0')}` },
    scope: 'ALL',
  }));
  const { body } = await gateway.api.post({ query: UnsubscribeList.toString(), variables: { inputs } });
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_LIST', argument: ['inputs'] });
  expect(await countEntries()).toBe(before);
});

test('the lists can be read in pages, newest first, and filtered by person, list and scope', async () => {
  const inputs = Array.from({ length: 25 }, (_, index) => ({
    recipient: { phone: `+1650558${String(index).padStart(4, '0')}` },
    scope: 'MARKETING' as const,
  }));
  await gateway.api.call(UnsubscribeList, { inputs });
  const seen: (string | null | undefined)[] = [];
  let after: string | null | undefined;
  do {
    const { suppressions } = await gateway.api.call(ListSuppressions, {
      filter: { list: 'UNSUBSCRIBED', scope: 'MARKETING' },
      first: 10,
      after,
    });
    seen.push(...suppressions.edges.map((edge) => edge.node.recipient?.phone));
    after = suppressions.pageInfo.hasNextPage ? suppressions.pageInfo.endCursor : undefined;
  } while (after);
  expect(seen.slice(0, 25)).toEqual(inputs.map((each) => each.recipient.phone).reverse());
  expect(new Set(seen).size).toBe(seen.length);

  const { suppressions } = await gateway.api.call(ListSuppressions, {
    filter: { recipient: { phone: '+16505580003' } },
  });
  expect(suppressions.edges).toHaveLength(1);
});

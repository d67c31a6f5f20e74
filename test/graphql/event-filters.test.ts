import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageEventFilter } from '../generated/graphql.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

const other = '+15550783882';
const first = { phone: '+16505550101' };
const second = { userId: 'US.13491208655302741918' };

let gateway: Gateway;
let start: string;
/** Ids of messages by what was asked for. */
let ids: Record<'a1' | 'a2' | 'b1' | 'b2' | 'none', string>;

beforeAll(async () => {
  gateway = await startGateway({
    env: { ...nothingIsSent.env, WHATSAPP_SENDERS: `${sender}=106540352242922,${other}=106540352242923` },
  });
  const { api } = gateway;
  start = (await api.call(CurrentCursor, {})).cursor;
  ids = {
    a1: await enqueue(api, { externalId: 'a', from: sender, to: first }),
    a2: await enqueue(api, { externalId: 'a', from: other, to: second }),
    b1: await enqueue(api, { externalId: 'b', from: sender, to: second }),
    b2: await enqueue(api, { externalId: 'b', from: other, to: first }),
    none: await enqueue(api, { from: sender, to: first }),
  };
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** What a stream from the start shows, up to the message that is the last to be shown. */
async function watchWith(filter: MessageEventFilter, count: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const { messageEvents: item } of gateway.api.watch(Watch, { after: start, filter })) {
    if (item.__typename === 'MessageEvent') seen.push(item.message.id);
    if (seen.length === count) break;
  }
  return seen;
}

const filters: [what: string, filter: MessageEventFilter, expected: (keyof typeof ids)[]][] = [
  ['one reference', { externalIds: ['a'] }, ['a1', 'a2']],
  ['several references', { externalIds: ['a', 'b', 'nobody has this'] }, ['a1', 'a2', 'b1', 'b2']],
  ['a sender', { from: other }, ['a2', 'b2']],
  ['a phone number', { to: first }, ['a1', 'b2', 'none']],
  ['a user id', { to: second }, ['a2', 'b1']],
  ['reference, sender and recipient together', { externalIds: ['b'], from: other, to: first }, ['b2']],
  ['a reference and a status', { externalIds: ['b'], statuses: ['QUEUED'] }, ['b1', 'b2']],
];

test.for(filters)(
  'a stream filtered by %s shows those events and no others',
  async ([, filter, expected]) => {
    // A last message that fits shows that nothing else came before it.
    const marker = await enqueue(gateway.api, {
      from: filter.from ?? sender,
      to: filter.to ?? first,
      ...(filter.externalIds?.[0] ? { externalId: filter.externalIds[0] } : {}),
    });
    const known = new Set(Object.values(ids));
    const seen = await watchWith(
      filter,
      expected.length + 1 + markers.filter((each) => fits(each, filter)).length,
    );
    markers.push({ filter, id: marker });
    expect(seen.filter((id) => known.has(id))).toEqual(expected.map((name) => ids[name]));
    expect(seen.at(-1)).toBe(marker);
  },
);

/** Messages of the cases before, which may fit a later filter too. */
const markers: { filter: MessageEventFilter; id: string }[] = [];

function fits({ filter: made }: { filter: MessageEventFilter }, filter: MessageEventFilter): boolean {
  const reference = made.externalIds?.[0];
  if (filter.externalIds && !(reference && filter.externalIds.includes(reference))) return false;
  if (filter.from && (made.from ?? sender) !== filter.from) return false;
  return !filter.to || JSON.stringify(made.to ?? first) === JSON.stringify(filter.to);
}

const refused: [what: string, filter: MessageEventFilter, argument: string][] = [
  ['more than 1,000 references', { externalIds: Array.from({ length: 1_001 }, String) }, 'externalIds'],
  ['more than 1,000 messages', { messageIds: Array.from({ length: 1_001 }, String) }, 'messageIds'],
  ['an empty reference', { externalIds: [''] }, 'externalIds'],
  ['a reference of 256 characters', { externalIds: ['x'.repeat(256)] }, 'externalIds'],
  ['a sender that is no number', { from: '12' }, 'from'],
  ['a recipient that is no number', { to: { phone: 'nobody' } }, 'to'],
];

test.for(refused)(
  '%s is refused with INVALID_FILTER and its place, before anything is streamed',
  async ([, filter, argument]) => {
    const answer = gateway.api.watch(Watch, { filter }).next();
    await expect(answer).rejects.toThrow(`"code":"INVALID_FILTER","argument":["filter","${argument}"`);
  },
);

test('a filter by the message of somebody else is an empty stream, like one by a message that never was', async () => {
  const filter = { messageIds: ['01a20473-7108-74d3-b32d-5b2274159fa8', ids.none] };
  expect(await watchWith(filter, 1)).toEqual([ids.none]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageEventFilter, WatchSubscription } from '../generated/graphql.ts';
import { writeCursor } from '../../src/events/cursor.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, inOrderOfLife, sendUntilRead, strangerOf } from './scene.ts';

type Item = WatchSubscription['messageEvents'];
type Event = Extract<Item, { __typename: 'MessageEvent' }>;

let gateway: Gateway;
let start: string;
let ids: string[];
/** What the three messages went through, from the beginning to the last READ. */
let story: Event[];

beforeAll(async () => {
  gateway = await startGateway();
  start = (await gateway.api.call(CurrentCursor, {})).cursor;
  ids = await Promise.all([1, 2, 3].map(() => sendUntilRead(gateway.api)));
  const reads = new Set<string>();
  story = await collect(start, {}, (event) => {
    if (event.status === 'READ') reads.add(event.message.id);
    return reads.size === 3;
  });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Events from the cursor up to and including the first one that is the last. */
async function collect(
  after: string,
  filter: MessageEventFilter,
  isLast: (event: Event) => boolean,
): Promise<Event[]> {
  const events: Event[] = [];
  for await (const { messageEvents: item } of gateway.api.watch(Watch, { after, filter })) {
    if (item.__typename !== 'MessageEvent') continue;
    events.push(item);
    if (isLast(item)) return events;
  }
  throw new Error(`Expected one more event, but the stream ended after ${events.length}.`);
}

test('each message tells its statuses once, in order, from QUEUED to READ', () => {
  for (const id of ids) {
    const statuses = story.filter((event) => event.message.id === id).map((event) => event.status);
    expect(statuses).toEqual(inOrderOfLife(statuses));
  }
});

test('resuming from every cursor of a finished stream gives exactly the rest, then what comes', async () => {
  const marker = await enqueue(gateway.api);
  const isMarker = (event: Event) => event.message.id === marker;
  const rests = await Promise.all(
    [start, ...story.map(({ cursor }) => cursor)].map((cursor) => collect(cursor, {}, isMarker)),
  );
  rests.forEach((rest, place) => {
    expect(rest.slice(0, -1)).toEqual(story.slice(place));
  });
});

test('a filter by messages shows the events of these messages only', async () => {
  const [wanted = ''] = ids;
  const marker = await enqueue(gateway.api);
  const events = await collect(
    start,
    { messageIds: [wanted, marker] },
    (event) => event.message.id === marker,
  );
  expect(events.slice(0, -1)).toEqual(story.filter((event) => event.message.id === wanted));
});

test('a filter by statuses shows the events that led to them only', async () => {
  const marker = await sendUntilRead(gateway.api);
  const events = await collect(start, { statuses: ['READ'] }, (event) => event.message.id === marker);
  expect(events.map((event) => event.status)).toEqual(events.map(() => 'READ'));
  expect(events.slice(0, 3)).toEqual(story.filter((event) => event.status === 'READ'));
});

test('a filter by more than 1,000 messages is refused with its code', async () => {
  const messageIds = Array.from({ length: 1_001 }, () => ids[0] ?? '');
  const stream = gateway.api.watch(Watch, { filter: { messageIds } });
  await expect(stream.next()).rejects.toThrow('INVALID_FILTER');
});

const broken: [what: string, change: (cursor: string) => string][] = [
  ['a text that is no cursor', () => 'broken'],
  ['an empty cursor', () => ''],
  ['a cursor with U+0000', (cursor) => `${cursor}\0`],
  ['a cursor that was cut', (cursor) => cursor.slice(0, -4)],
  ['a cursor with one letter changed', (cursor) => `X${cursor.slice(1)}`],
  [
    'a cursor of another version',
    (cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      bytes[0] = 2;
      return bytes.toString('base64url');
    },
  ],
  [
    'a cursor of the first version with a mark',
    (cursor) => Buffer.concat([Buffer.from(cursor, 'base64url'), Buffer.alloc(4)]).toString('base64url'),
  ],
  [
    'a made-up cursor of another tenant',
    () => writeCursor({ epoch: crypto.randomUUID(), tenantId: crypto.randomUUID(), seq: 0 }),
  ],
];

test.for(broken)('%s is refused with CURSOR_INVALID', async ([, change]) => {
  await expect(gateway.api.watch(Watch, { after: change(start) }).next()).rejects.toThrow('CURSOR_INVALID');
});

test('the cursor of another tenant is refused with CURSOR_INVALID', async () => {
  await using stranger = await strangerOf(gateway);
  const { cursor } = await stranger.call(CurrentCursor, {});
  await expect(gateway.api.watch(Watch, { after: cursor }).next()).rejects.toThrow('CURSOR_INVALID');
  await expect(stranger.watch(Watch, { after: start }).next()).rejects.toThrow('CURSOR_INVALID');
});

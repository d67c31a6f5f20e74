import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log/log.ts';
import type { EnqueueMessageInput, MessageEventFilter } from '../generated/graphql.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import { CurrentCursor, EnqueueList, TakeSnapshot, Watch } from '../support/operations.ts';
import { setHeadBack } from '../support/set-head-back.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, nothingIsSent } from './scene.ts';

let gateway: Gateway;
let start: string;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(async () => {
  start = (await gateway.api.call(CurrentCursor, {})).cursor;
});

interface Seen {
  /** The message of an event, or why there is a gap. */
  what: string;
  cursor: string;
}

/** Stores messages in one transaction, an event each. */
async function store(...changes: Partial<EnqueueMessageInput>[]): Promise<string[]> {
  const inputs = changes.map((change) => aMessage(change));
  const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs });
  return enqueueMessages.map((each) => {
    if (each.__typename !== 'EnqueuedMessage') throw new Error(`Expected it stored, got ${each.__typename}.`);
    return each.message.id;
  });
}

async function* watch(after: string, filter: MessageEventFilter = {}, api = gateway.api) {
  for await (const { messageEvents: item } of api.watch(Watch, { after, filter })) {
    if (item.__typename === 'StreamHeartbeat') continue;
    const what = item.__typename === 'StreamGap' ? item.reason : item.message.id;
    yield { what, cursor: item.cursor };
  }
}

/** What a stream shows up to this message, or to its end. */
async function upTo(last: string | undefined, stream: AsyncIterator<Seen>): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return seen;
    seen.push(next.value);
    if (next.value.what === last) return seen;
  }
}

async function namesUpTo(last: string | undefined, stream: AsyncIterator<Seen>): Promise<string[]> {
  return (await upTo(last, stream)).map(({ what }) => what);
}

test('a subscriber whose log goes back and passes it again gets a gap, and none of the events that were written anew', async () => {
  const stream = watch(start);
  const known = await store({}, {}, {}, {}, {});
  expect(await namesUpTo(known.at(-1), stream)).toEqual(known);

  await setHeadBack(gateway.database, 2);
  const anew = await store({}, {}, {}, {});
  expect(await namesUpTo(anew.at(-1), stream)).toEqual(['HISTORY_REPLACED']);
});

test('a filtered subscriber that stands behind an event it was not shown gets the same gap', async () => {
  const shown = { externalId: 'shown' };
  const stream = watch(start, { externalIds: ['shown'] });
  const [, , third] = await store({}, {}, shown, {}, {});
  expect(await namesUpTo(third, stream)).toEqual([third]);

  await setHeadBack(gateway.database, 1);
  const anew = await store(shown, shown, shown);
  expect(await namesUpTo(anew.at(-1), stream)).toEqual(['HISTORY_REPLACED']);
});

/** As many as are lost and as many more are written anew; answers the last of them. */
async function replaceHistory(lost: number): Promise<string | undefined> {
  await setHeadBack(gateway.database, lost);
  const anew = await store(...Array.from({ length: 2 * lost }, () => ({})));
  return anew.at(-1);
}

const places: [what: string, take: () => Promise<string | undefined>][] = [
  [
    'the cursor of its last event',
    async () => {
      const ids = await store({}, {}, {});
      return (await upTo(ids.at(-1), watch(start))).at(-1)?.cursor;
    },
  ],
  ['the query cursor', async () => (await store({}, {}), await gateway.api.call(CurrentCursor, {})).cursor],
  [
    'the cursor of a page of messages',
    async () => (await store({}, {}), await gateway.api.call(TakeSnapshot, {})).messages.cursor,
  ],
];

test.for(places)(
  'a client that comes back with %s gets a gap when the log went back meanwhile and has passed it',
  async ([, take]) => {
    const cursor = await take();
    const last = await replaceHistory(3);
    expect(await namesUpTo(last, watch(cursor ?? ''))).toEqual(['HISTORY_REPLACED']);
  },
);

test('a gateway that knows nothing of the time before gives the same gap', async () => {
  await store({}, {});
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const last = await replaceHistory(2);
  await using fresh = await freshGateway();
  expect(await namesUpTo(last, watch(cursor, {}, fresh.api))).toEqual(['HISTORY_REPLACED']);
});

/** A process that starts after the database went back. */
async function freshGateway(): Promise<{ api: ApiClient } & AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  const app = starting.use(await startApp({ ...gateway.config, port: 0 }, createLog('error')));
  const api = starting.use(createApiClient(`http://127.0.0.1:${app.port}`, apiKey));
  const running = starting.move();
  return { api, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

test('a client that stands below the place where the histories part gets no gap, and every event', async () => {
  const known = await store({}, {}, {}, {}, {});
  const [, second] = await upTo(known[1], watch(start));
  await setHeadBack(gateway.database, 2);
  const anew = await store({}, {}, {}, {});
  expect(await namesUpTo(anew.at(-1), watch(second?.cursor ?? ''))).toEqual([known[2], ...anew]);
});

test('the gap of a replaced history names a cursor that works', async () => {
  await store({}, {});
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const last = await replaceHistory(2);
  const [gap] = await upTo(last, watch(cursor));
  expect(await namesUpTo(last, watch(gap?.cursor ?? ''))).toContain(last);
});

test('a cursor of the first form, which has no mark, still works', async () => {
  const known = await store({}, {}, {});
  const [first] = await upTo(known[0], watch(start));
  expect(await namesUpTo(known.at(-1), watch(inFirstForm(first?.cursor ?? '')))).toEqual(known.slice(1));
});

/** Version, epoch, tenant and number, as every gateway wrote it once. */
function inFirstForm(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url').subarray(0, 39);
  bytes[0] = 1;
  return bytes.toString('base64url');
}

test('one place in the log has one cursor: of the event, of the query, of the page and of the timeline', async () => {
  const [id = ''] = await store({});
  const [event] = await upTo(id, watch(start));
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const { messages } = await gateway.api.call(TakeSnapshot, {});
  const query = 'query ($id: ID!) { message(id: $id) { timeline { cursor } } }';
  const { body } = await gateway.api.post({ query, variables: { id } });
  expect([cursor, messages.cursor]).toEqual([event?.cursor, event?.cursor]);
  expect(body).toEqual({ data: { message: { timeline: [{ cursor }] } } });
});

test('a cursor whose event was pruned after it was given works as long as nothing above it is gone', async () => {
  await store({}, {});
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const kept = await store({});
  await gateway.database.query('UPDATE tenant_log SET floor = head - 1');
  await gateway.database.query('DELETE FROM event USING tenant_log AS log WHERE seq <= log.floor');
  expect(await namesUpTo(kept[0], watch(cursor))).toEqual(kept);
  await gateway.database.query('UPDATE tenant_log SET floor = head');
  await gateway.database.query('DELETE FROM event');
  const { cursor: pruned } = await gateway.api.call(CurrentCursor, {});
  const next = await store({});
  expect(await namesUpTo(next[0], watch(pruned))).toEqual(next);
});

import { expect, test } from 'vitest';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { aMessage, enqueue } from '../graphql/scene.ts';
import { Cancel, CurrentCursor, EnqueueList, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchMessage, watchStatuses, type SeenEvent } from '../support/watch-message.ts';

/** Housekeeping looks at lanes so rarely that only what was told can have moved them; ms. */
const never = 600_000;
const told = {
  ...shortTimes,
  housekeeping: {
    promoteMs: 50,
    ringMs: 200,
    sweepMs: 50,
    adoptMs: 50,
    expireMs: 50,
    laneMs: never,
    silenceMs: never,
    reconcileMs: never,
    analyzeMs: never,
  },
};

async function enqueueList(
  gateway: Gateway,
  inputs: readonly Partial<EnqueueMessageInput>[],
): Promise<string[]> {
  const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs: inputs.map(aMessage) });
  return enqueueMessages.map((each) => {
    if (each.__typename !== 'EnqueuedMessage') throw new Error(`Expected it stored, got ${each.__typename}.`);
    return each.message.id;
  });
}

/** The ids of messages in the order in which WhatsApp took them. */
async function acceptedIds({ simulator }: Gateway): Promise<string[]> {
  const taken = (await simulator.ledger()).filter((entry) => entry.decision === 'ACCEPTED');
  return taken.map((entry) => entry.opaque?.split('.')[1] ?? '');
}

test('messages of one key leave in the order in which they were stored, each after the one before was accepted', async () => {
  await using gateway = await startGateway({ times: told });
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ match: {}, answer: { kind: 'slowHead', ms: 30 } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ids = await enqueueList(gateway, Array(10).fill({ ordering: { key: 'one' } }));
  const events = await watchAll(gateway, after, ids.length, 'READ');
  expect(await acceptedIds(gateway)).toEqual(ids);
  for (const [index, id] of ids.entries()) {
    const previous = ids[index - 1];
    if (previous === undefined) continue;
    const passed = events.findIndex(
      (each) =>
        (each.message.id === previous && each.status === 'ACCEPTED') ||
        (each.message.id === previous && ['SENT', 'DELIVERED', 'READ'].includes(each.status)),
    );
    const began = events.findIndex((each) => each.message.id === id && each.status === 'SENDING');
    expect(passed).toBeLessThan(began);
  }
});

test('with the barrier DELIVERED the next message waits for the webhook, and goes as soon as it comes', async () => {
  await using gateway = await startGateway({ times: told });
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ match: { recipient: '+16505550101' }, webhooks: { delayMs: 400 } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ordering = { key: 'barrier', barrier: 'DELIVERED' } as const;
  const [first, next] = await enqueueList(gateway, [
    { ordering },
    { ordering, to: { phone: '+16505550102' } },
  ]);
  const events = await watchAll(gateway, after, 2, 'READ');
  const place = (id: string | undefined, statuses: string[]): number =>
    events.findIndex((each) => each.message.id === id && statuses.includes(each.status));
  expect(place(first, ['DELIVERED', 'READ'])).toBeLessThan(place(next, ['SENDING']));
});

test('other keys, and messages without one, do not wait for a lane that stands still', async () => {
  await using gateway = await startGateway({ times: told });
  const { api, simulator } = gateway;
  await simulator.setRules({
    rules: [{ match: { recipient: '+16505550101' }, answer: { kind: 'error', code: 131016 } }],
  });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const to = { phone: '+16505550102' };
  const [, behind, other, free] = await enqueueList(gateway, [
    { ordering: { key: 'still' } },
    { ordering: { key: 'still' }, to },
    { ordering: { key: 'other' }, to },
    { to },
  ]);
  await watchStatuses(api, other ?? '', { after, until: 'SENT' });
  await watchStatuses(api, free ?? '', { after, until: 'SENT' });
  expect((await acceptedIds(gateway)).toSorted()).toEqual([other, free].toSorted());
  expect(await acceptedIds(gateway)).not.toContain(behind);
});

test('a lane moves on at once when the message before has failed, was canceled or has expired', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ordering = { key: 'ends' };
  const [canceled, failed, expired, sent] = await enqueueList(gateway, [
    { ordering },
    { ordering, to: { phone: '+16505550113' } },
    { ordering },
    { ordering },
  ]);
  expect((await api.call(Cancel, { id: canceled ?? '' })).cancelMessage.__typename).toBe('CanceledMessage');
  await database.query(`UPDATE delivery SET expires_at = now() WHERE message_id = $1`, [expired]);
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, told));
  await watchStatuses(api, failed ?? '', { after, until: 'FAILED' });
  await watchStatuses(api, expired ?? '', { after, until: 'EXPIRED' });
  await watchStatuses(api, sent ?? '', { after, until: 'SENT' });
  expect(await acceptedIds(gateway)).toEqual([sent]);
});

test('when the time of a barrier is over the next message goes, and an event says so of the one that was left behind', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ordering = { key: 'late', barrier: 'DELIVERED', timeoutSeconds: 1 } as const;
  // Accepted and sent, but never delivered.
  const left = await enqueue(api, { ordering, to: { phone: '+16505550122' } });
  const next = await enqueue(api, { ordering });
  const alone = await enqueue(api, {
    ordering: { ...ordering, key: 'alone' },
    to: { phone: '+16505550122' },
  });
  const events = await watchAll(gateway, after, 1, 'READ');
  const moved = events.filter((each) => each.kind === 'LANE_MOVED_ON');
  expect(moved.map((each) => each.message.id)).toEqual([left]);
  const began = events.findIndex((each) => each.message.id === next && each.status === 'SENDING');
  expect(events.findIndex((each) => each.kind === 'LANE_MOVED_ON')).toBeLessThan(began);
  expect(events.map((each) => each.message.id)).toContain(alone);
});

test('a lane whose worker died before it let the next go is found by the look at waiting lanes', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ordering = { key: 'found' };
  const [first, next] = await enqueueList(gateway, [{ ordering }, { ordering }]);
  // Accepted, and nobody has told the lane.
  await database.query(
    `UPDATE delivery SET phase = 'HANDED_OVER', rank = 1, ready = false, lane_open = false WHERE message_id = $1`,
    [first],
  );
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  await watchMessage(api, next ?? '', { after, until: 'SENT' });
  expect(await acceptedIds(gateway)).toEqual([next]);
});

test('300 messages of 20 keys through failures of all kinds: no key is ever out of order, except where an event said so', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator } = gateway;
  await simulator.setRules({
    seed: 7,
    rules: [
      { match: { probability: 0.06 }, answer: { kind: 'error', code: 131016 } },
      { match: { probability: 0.04 }, answer: { kind: 'error', code: 131009 } },
      { match: { probability: 0.04 }, answer: { kind: 'acceptThenDrop' } },
      { match: { probability: 0.04 }, answer: { kind: 'bare503' } },
      { match: { probability: 0.2 }, answer: { kind: 'slowHead', ms: 40 } },
      { match: { probability: 0.2 }, webhooks: { shuffle: true, duplicate: 1 } },
    ],
  });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
  const inputs = Array.from({ length: 300 }, (_, index) => ({
    to: { phone: `+1650555${String(2_000 + index)}` },
    externalId: keys[index % keys.length] ?? '',
    ordering: { key: keys[index % keys.length] ?? '', timeoutSeconds: 4 },
  }));
  const ids = await enqueueList(gateway, inputs);
  const seen = await watchUntilAllLeft(gateway, after, ids);
  const leftBehind = new Set(
    seen.filter((each) => each.kind === 'LANE_MOVED_ON').map((each) => each.message.id),
  );
  // Nobody is left behind before the time since the first attempt is over.
  for (const { message, at } of seen.filter((each) => each.kind === 'LANE_MOVED_ON')) {
    const began = seen.find((each) => each.message.id === message.id && each.status === 'SENDING');
    expect(Date.parse(at) - Date.parse(began?.at ?? '')).toBeGreaterThan(3_800);
  }
  const places = new Map(ids.map((id, index) => [id, { key: index % keys.length, index }]));
  const highest = new Map<number, number>();
  let overtaken = 0;
  for (const entry of await simulator.ledger()) {
    const id = entry.opaque?.split('.')[1] ?? '';
    const { key, index } = places.get(id) ?? { key: -1, index: -1 };
    const before = highest.get(key) ?? -1;
    if (index < before) {
      expect(leftBehind).toContain(id);
      overtaken += 1;
    }
    highest.set(key, Math.max(before, index));
  }
  // The run has met what it is about: lanes that failed on the way, and lanes that moved on.
  expect(leftBehind.size).toBeGreaterThan(0);
  expect(seen.some((each) => each.status === 'FAILED')).toBe(true);
  expect(seen.some((each) => each.status === 'RETRYING')).toBe(true);
  expect(overtaken).toBeLessThanOrEqual(leftBehind.size);
});

/** Events from the cursor on, until so many messages have this status. */
async function watchAll(
  { api }: Gateway,
  after: string,
  count: number,
  status: string,
): Promise<SeenEvent[]> {
  const seen: SeenEvent[] = [];
  for await (const { messageEvents: item } of api.watch(Watch, { after })) {
    if (item.__typename !== 'MessageEvent') continue;
    seen.push(item);
    if (new Set(seen.filter((each) => each.status === status).map((each) => each.message.id)).size === count)
      break;
  }
  return seen;
}

/** Events until every message has left for WhatsApp or failed. */
async function watchUntilAllLeft(
  { api }: Gateway,
  after: string,
  ids: readonly string[],
): Promise<SeenEvent[]> {
  const seen: SeenEvent[] = [];
  const open = new Set(ids);
  for await (const { messageEvents: item } of api.watch(Watch, { after })) {
    if (item.__typename !== 'MessageEvent') continue;
    seen.push(item);
    if (['ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNKNOWN'].includes(item.status))
      open.delete(item.message.id);
    if (open.size === 0) break;
  }
  return seen;
}

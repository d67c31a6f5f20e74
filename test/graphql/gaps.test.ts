import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

let gateway: Gateway;
let start: string;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(async () => {
  start = (await gateway.api.call(CurrentCursor, {})).cursor;
});

/** Everything until the stream completes by itself. */
async function watchToTheEnd(after: string) {
  const items = await Array.fromAsync(gateway.api.watch(Watch, { after }));
  return items.map(({ messageEvents }) => messageEvents);
}

async function firstMessageAfter(after: string): Promise<string | undefined> {
  for await (const { messageEvents: item } of gateway.api.watch(Watch, { after })) {
    return item.__typename === 'MessageEvent' ? item.message.id : item.__typename;
  }
  return undefined;
}

/** As housekeeping will do it: rows and floor in one transaction. */
async function pruneAllBut(kept: number): Promise<void> {
  await gateway.database.query(
    `WITH log AS (UPDATE tenant_log SET floor = head - $1 WHERE head >= $1 RETURNING tenant_id, floor)
     DELETE FROM event USING log WHERE event.tenant_id = log.tenant_id AND event.seq <= log.floor`,
    [kept],
  );
}

test('a cursor older than the log gets a gap with the oldest cursor that works, and the stream completes', async () => {
  await enqueue(gateway.api);
  await enqueue(gateway.api);
  const kept = await enqueue(gateway.api);
  await pruneAllBut(1);
  const items = await watchToTheEnd(start);
  expect(items).toEqual([
    { __typename: 'StreamGap', reason: 'PRUNED', cursor: expect.any(String) as string },
  ]);
  expect(await firstMessageAfter(items[0]?.cursor ?? '')).toBe(kept);
});

test('a stream that falls behind the log while it runs gets the same gap', async () => {
  const stream = gateway.api.watch(Watch, { after: start });
  await enqueue(gateway.api);
  await stream.next();
  await gateway.database.query('UPDATE tenant_log SET head = head + 5, floor = head + 5');
  await gateway.database.query('DELETE FROM event');
  const rest = await Array.fromAsync(stream);
  expect(rest.map(({ messageEvents }) => messageEvents)).toMatchObject([
    { __typename: 'StreamGap', reason: 'PRUNED' },
  ]);
});

test('the cursor just before the oldest event still works', async () => {
  await enqueue(gateway.api);
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const kept = await enqueue(gateway.api);
  await pruneAllBut(1);
  expect(await firstMessageAfter(cursor)).toBe(kept);
});

test('a cursor of another history gets a gap that says so, and the stream completes', async () => {
  await gateway.database.query('UPDATE tenant_log SET epoch = gen_random_uuid()');
  const items = await watchToTheEnd(start);
  expect(items).toEqual([
    { __typename: 'StreamGap', reason: 'HISTORY_REPLACED', cursor: expect.any(String) as string },
  ]);
  const [gap] = items;
  const next = await enqueue(gateway.api);
  const seen: string[] = [];
  for await (const { messageEvents: item } of gateway.api.watch(Watch, { after: gap?.cursor ?? null })) {
    if (item.__typename === 'MessageEvent') seen.push(item.message.id);
    if (seen.at(-1) === next) break;
  }
  expect(seen.at(-1)).toBe(next);
});

test('a cursor ahead of the log belongs to another history', async () => {
  await enqueue(gateway.api);
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  await gateway.database.query('DELETE FROM event WHERE seq = (SELECT head FROM tenant_log)');
  await gateway.database.query('UPDATE tenant_log SET head = head - 1, floor = least(floor, head - 1)');
  expect(await watchToTheEnd(cursor)).toMatchObject([
    { __typename: 'StreamGap', reason: 'HISTORY_REPLACED' },
  ]);
});

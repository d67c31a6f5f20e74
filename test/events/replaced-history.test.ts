import { expect, test, vi } from 'vitest';
import type { Cursor } from '../../src/events/cursor.ts';
import { followLog, heartbeatMs, type LogItem } from '../../src/events/follow-log.ts';
import { readHead } from '../../src/events/read-log.ts';
import { logTopic } from '../../src/events/topics.ts';
import { setHeadBack } from '../support/set-head-back.ts';
import { openLog, tenantId, type OpenLog } from './open-log.ts';

const gap = { kind: 'GAP', reason: 'HISTORY_REPLACED' };

function follow(log: OpenLog, from: Cursor, matches = () => true) {
  return followLog(log, from, { matches, signal: new AbortController().signal });
}

type Items = ReturnType<typeof follow>;

/** The next item as a code or a kind. */
async function next(items: Items): Promise<string | undefined> {
  const { value } = await items.next();
  return value ? nameOf(value) : undefined;
}

async function take(count: number, items: Items): Promise<(string | undefined)[]> {
  const names = [];
  while (names.length < count) names.push(await next(items));
  return names;
}

function nameOf(item: LogItem): string {
  if (item.kind === 'EVENT') return item.event.detail?.error?.code ?? '';
  return item.kind === 'GAP' ? item.reason : item.kind;
}

async function append(log: OpenLog, codes: readonly string[]): Promise<void> {
  await log.append(codes);
  ring(log);
}

function ring(log: OpenLog): void {
  log.doorbell.ring([logTopic(tenantId)]);
}

/** Two followers that know five events: one waits for more, the other has not asked for more yet. */
async function twoFollowers(log: OpenLog): Promise<{ slow: Items; waiting: Promise<string | undefined> }> {
  const from = await readHead(log.database, tenantId);
  await log.append(['a', 'b', 'c', 'd', 'e']);
  const slow = follow(log, from);
  const quick = follow(log, from);
  expect(await take(5, slow)).toEqual(await take(5, quick));
  return { slow, waiting: next(quick) };
}

/** A follower of the new history, who has been told its next event. */
async function followAnew(log: OpenLog, event: string): Promise<Items> {
  const fresh = follow(log, await readHead(log.database, tenantId));
  const first = next(fresh);
  await append(log, [event]);
  expect(await first).toBe(event);
  return fresh;
}

test('a follower that asks late is given nothing of what was read for others since the log went back', async () => {
  await using log = await openLog();
  const { slow, waiting } = await twoFollowers(log);
  await setHeadBack(log.database, 2);
  ring(log);
  expect(await waiting).toBe('HISTORY_REPLACED');

  // Read once for all who wait: the place of the slow one is among it, with another event.
  const fresh = await followAnew(log, 'D');
  const second = next(fresh);
  await append(log, ['E', 'F', 'G']);
  expect([await second, ...(await take(2, fresh))]).toEqual(['E', 'F', 'G']);
  expect(await slow.next()).toMatchObject({ value: gap });
  await fresh.return?.();
});

test('a follower that asks late is given nothing that follows another event in its own place', async () => {
  await using log = await openLog();
  const { slow, waiting } = await twoFollowers(log);
  await setHeadBack(log.database, 2);
  await append(log, ['D', 'E']);
  expect(await waiting).toBe('HISTORY_REPLACED');

  const fresh = await followAnew(log, 'F');
  const second = next(fresh);
  await append(log, ['G']);
  expect(await second).toBe('G');
  expect(await slow.next()).toMatchObject({ value: gap });
  await fresh.return?.();
});

test('a follower that asks late hears of the gap although the log has not passed it again', async () => {
  await using log = await openLog();
  const { slow, waiting } = await twoFollowers(log);
  await setHeadBack(log.database, 2);
  ring(log);
  expect(await waiting).toBe('HISTORY_REPLACED');

  const fresh = await followAnew(log, 'D');
  expect(await slow.next()).toMatchObject({ value: gap });
  await fresh.return?.();
});

test('a follower of the new history is given nothing of the old one that was kept for others', async () => {
  await using log = await openLog();
  const from = await readHead(log.database, tenantId);
  const old = follow(log, from);
  const first = next(old);
  await append(log, ['a']);
  expect(await first).toBe('a');
  const second = next(old);
  await append(log, ['b', 'c', 'd']);
  expect([await second, ...(await take(2, old))]).toEqual(['b', 'c', 'd']);

  // Nothing rings: those who wait have not looked again.
  await setHeadBack(log.database, 2);
  await log.append(['C']);
  const fresh = follow(log, await readHead(log.database, tenantId));
  const fourth = next(fresh);
  await log.append(['D']);
  expect(await fourth).toBe('D');
  expect(await old.next()).toMatchObject({ value: gap });
  await fresh.return?.();
});

test('the cursor of a heartbeat is believed while its event is there, and gets a gap when another one is in its place', async () => {
  await using log = await openLog();
  const from = await readHead(log.database, tenantId);
  await log.append(['a', 'b', 'c']);
  const cursor = await heartbeatAfter(log, from);
  expect(cursor).toEqual(await readHead(log.database, tenantId));

  await log.append(['d']);
  const items = follow(log, cursor);
  expect(await next(items)).toBe('d');
  await items.return?.();

  await setHeadBack(log.database, 2);
  await log.append(['C', 'D', 'E']);
  expect(await Array.fromAsync(follow(log, cursor))).toMatchObject([gap]);
});

test('a follower that came with a cursor of the first form has a mark as soon as it has looked', async () => {
  await using log = await openLog();
  await log.append(['a', 'b']);
  const head = await readHead(log.database, tenantId);
  expect(head.mark).toBeTypeOf('number');
  expect(await heartbeatAfter(log, { ...head, mark: undefined })).toEqual(head);
});

/** From a stream that shows nothing, whose clock goes on by the time between two heartbeats whenever it is read. */
async function heartbeatAfter(log: OpenLog, from: Cursor): Promise<Cursor> {
  let now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += heartbeatMs));
  try {
    const items = follow(log, from, () => false);
    const { value } = await items.next();
    await items.return?.();
    if (value?.kind !== 'HEARTBEAT')
      throw new Error(`Expected a heartbeat, got ${value?.kind ?? 'nothing'}.`);
    return value.cursor;
  } finally {
    clock.mockRestore();
  }
}

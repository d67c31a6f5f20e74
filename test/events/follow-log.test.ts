import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorAt } from '../../src/events/cursor.ts';
import { followLog } from '../../src/events/follow-log.ts';
import { readHead, type LogEvent } from '../../src/events/read-log.ts';
import { logTopic } from '../../src/events/topics.ts';
import { openLog, tenantId, type OpenLog } from './open-log.ts';

let log: OpenLog;
beforeAll(async () => {
  log = await openLog();
});
afterAll(() => log[Symbol.asyncDispose]());

test('a follower beside eight writers sees every event once, in the order of its number, without a hole', async () => {
  const writers = 8;
  const rounds = 25;
  const perTransaction = 3;
  const from = await readHead(log.database, tenantId);
  const seen = take(writers * rounds * perTransaction, from);
  const written = Array.from({ length: writers }, async (_, writer) => {
    for (let round = 0; round < rounds; round += 1) {
      const codes = Array.from({ length: perTransaction }, (_, index) => `${writer}.${round}.${index}`);
      // Held for a moment, as a transaction that has more to do would be: numbers are given long before they are seen.
      await log.append(codes, () => pause(Math.random() * 4));
      log.doorbell.ring([logTopic(tenantId)]);
    }
  });
  await Promise.all(written);

  const events = await seen;
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => from.seq + index + 1));
  expect(new Set(events.map(codeOf)).size).toBe(events.length);
  for (let writer = 0; writer < writers; writer += 1) {
    const own = events.map(codeOf).filter((code) => code.startsWith(`${writer}.`));
    expect(own).toEqual(own.toSorted((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1])));
  }
});

test('a transaction that rolls back leaves no hole', async () => {
  const from = await readHead(log.database, tenantId);
  await expect(log.append(['lost'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await log.append(['kept']);
  const [event] = await take(1, from);
  expect([event?.seq, event && codeOf(event)]).toEqual([from.seq + 1, 'kept']);
});

test('a follower whose filter throws ends alone, with its error; the one beside it misses nothing', async () => {
  const from = await readHead(log.database, tenantId);
  const { signal } = new AbortController();
  let isBroken = false;
  const good = followLog(log, from, { matches: () => true, signal });
  const matches = (): boolean => {
    if (isBroken) throw new TypeError('broken filter');
    return true;
  };
  const bad = followLog(log, from, { matches, signal });
  await log.append(['one']);
  await Promise.all([good.next(), bad.next()]);
  const waiting = [good.next(), bad.next()] as const;
  isBroken = true;
  await log.append(['two']);
  log.doorbell.ring([logTopic(tenantId)]);
  await expect(waiting[1]).rejects.toThrow('broken filter');
  expect(await waiting[0]).toMatchObject({ value: { event: { seq: from.seq + 2 } } });
  const third = good.next();
  await log.append(['three']);
  expect(await third).toMatchObject({ value: { event: { seq: from.seq + 3 } } });
  await good.return?.();
});

test('a follower goes on from any cursor: what comes after it, and nothing else', async () => {
  const from = await readHead(log.database, tenantId);
  const codes = ['a', 'b', 'c', 'd', 'e', 'f'];
  await log.append(codes);
  for (let known = 0; known < codes.length; known += 1) {
    const events = await take(codes.length - known, cursorAt(from, { seq: from.seq + known }));
    expect(events.map(codeOf)).toEqual(codes.slice(known));
  }
});

test('a follower that comes and goes after every event misses none and sees none twice', async () => {
  let cursor = await readHead(log.database, tenantId);
  const codes = Array.from({ length: 20 }, (_, index) => `step ${index}`);
  const seen: string[] = [];
  for (const code of codes) {
    await log.append([code]);
    const [event] = await take(1, cursor);
    if (!event) throw new Error('Expected an event, got none.');
    cursor = cursorAt(cursor, event);
    seen.push(codeOf(event));
  }
  expect(seen).toEqual(codes);
});

test('a backlog longer than a page comes whole', async () => {
  const from = await readHead(log.database, tenantId);
  const codes = Array.from({ length: 1_203 }, (_, index) => `backlog ${index}`);
  await log.append(codes);
  expect((await take(codes.length, from)).map(codeOf)).toEqual(codes);
});

test('a cursor of another history, or ahead of this one, gets a gap that names the oldest cursor, and the end', async () => {
  const head = await readHead(log.database, tenantId);
  const odd = [
    { ...head, epoch: '00000000-0000-4000-8000-000000000000' },
    { ...head, seq: head.seq + 1 },
  ];
  for (const cursor of odd) {
    const oldest = cursorAt(head, { seq: 0 });
    const items = await Array.fromAsync(followLog(log, cursor, everything()));
    expect(items).toEqual([{ kind: 'GAP', reason: 'HISTORY_REPLACED', oldest, cursor: oldest }]);
  }
});

test('a cursor below what was pruned gets a gap, and the floor itself still works', async () => {
  await using pruned = await openLog();
  await pruned.append(['a', 'b', 'c']);
  await pruned.database.query('UPDATE tenant_log SET floor = 2');
  await pruned.database.query('DELETE FROM event WHERE seq <= 2');
  const head = await readHead(pruned.database, tenantId);
  const [gap] = await Array.fromAsync(followLog(pruned, cursorAt(head, { seq: 1 }), everything()));
  expect(gap).toMatchObject({ kind: 'GAP', reason: 'PRUNED', cursor: { seq: 2 } });
  expect((await take(1, cursorAt(head, { seq: 2 }), pruned)).map(codeOf)).toEqual(['c']);
});

/** The next so many events from a cursor on. */
async function take(
  count: number,
  from: Awaited<ReturnType<typeof readHead>>,
  of = log,
): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  if (count === 0) return events;
  for await (const item of followLog(of, from, everything())) {
    if (item.kind === 'EVENT') events.push(item.event);
    if (events.length === count) break;
  }
  return events;
}

function everything() {
  return { matches: () => true, signal: new AbortController().signal };
}

function codeOf(event: LogEvent): string {
  return event.detail?.error?.code ?? '';
}

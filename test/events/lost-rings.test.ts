import { expect, test } from 'vitest';
import type { Listen } from '../../src/db/doorbell.ts';
import { followLog } from '../../src/events/follow-log.ts';
import { readHead } from '../../src/events/read-log.ts';
import { openLog, tenantId } from './open-log.ts';

/** The line to the database is dead: nothing that others ring arrives. */
const deaf: Listen = () => Promise.resolve({ close: () => Promise.resolve() });
/** The follower looks by itself every 2 s; the rest is for a busy machine; ms. */
const lookAgainMs = 2_000;
const spareMs = 1_000;

test('without any ring a follower still sees every event, two seconds late at most', async () => {
  await using log = await openLog({ listen: deaf });
  const signal = new AbortController().signal;
  const items = followLog(log, await readHead(log.database, tenantId), { matches: () => true, signal });
  await log.append(['first']);
  expect(await items.next()).toMatchObject({ value: { kind: 'EVENT', event: { seq: 1 } } });

  const second = items.next(); // the log is read to its end: from here on it waits
  const before = performance.now();
  await log.append(['second']);
  expect(await second).toMatchObject({ value: { kind: 'EVENT', event: { seq: 2 } } });
  expect(performance.now() - before).toBeLessThan(lookAgainMs + spareMs);
  await items.return?.();
});

test('a listener that comes back makes everybody look at once: what was rung meanwhile is not waited for', async () => {
  let reconnect = (): void => undefined;
  const flaky: Listen = (_channel, _onPayload, onReconnect) => {
    reconnect = onReconnect;
    return Promise.resolve({ close: () => Promise.resolve() });
  };
  await using log = await openLog({ listen: flaky });
  const signal = new AbortController().signal;
  const items = followLog(log, await readHead(log.database, tenantId), { matches: () => true, signal });
  await log.append(['first']);
  await items.next();
  const second = items.next();
  await log.append(['second']);
  const before = performance.now();
  reconnect();
  expect(await second).toMatchObject({ value: { kind: 'EVENT', event: { seq: 2 } } });
  expect(performance.now() - before).toBeLessThan(lookAgainMs / 2);
  await items.return?.();
});

test('a follower that is told to stop while it waits ends at once', async () => {
  await using log = await openLog();
  const stopping = new AbortController();
  const from = await readHead(log.database, tenantId);
  const items = followLog(log, from, { matches: () => true, signal: stopping.signal });
  const next = items.next();
  stopping.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

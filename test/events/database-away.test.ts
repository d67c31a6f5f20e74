import { expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { watchLoops } from '../../src/db/watch-loops.ts';
import { followLog } from '../../src/events/follow-log.ts';
import { createLogReader, type LogReader } from '../../src/events/log-reader.ts';
import { readHead } from '../../src/events/read-log.ts';
import { logTopic } from '../../src/events/topics.ts';
import { createLog } from '../../src/log/log.ts';
import { openPostgresProxy } from '../support/postgres-proxy.ts';
import { eventually } from '../support/eventually.ts';
import { openLog, tenantId, type OpenLog } from './open-log.ts';

test('a stream pauses while the database is away, and goes on with what happened meanwhile', async () => {
  await using log = await openLog();
  await using proxy = await openPostgresProxy(log.url);
  await using database = openDatabase({
    connectionString: proxy.url,
    name: 'away',
    max: 2,
    log: createLog('silent'),
  });
  const from = await readHead(database, tenantId);
  const { signal } = new AbortController();
  const items = followLog({ logReader: readerOf(database, log) }, from, {
    matches: () => true,
    signal,
  });
  await log.append(['first']);
  expect(await items.next()).toMatchObject({ value: { kind: 'EVENT', event: { seq: 1 } } });

  await proxy.goAway();
  const second = items.next();
  await log.append(['second']);
  log.doorbell.ring([logTopic(tenantId)]);
  // The follower was woken before, so it has met the closed door too.
  await expect(database.query('SELECT 1')).rejects.toThrow();
  await proxy.comeBack();
  expect(await second).toMatchObject({ value: { kind: 'EVENT', event: { seq: 2 } } });
  await items.return?.();
});

test('a stream whose question is canceled because it waits too long for a lock asks again, and misses nothing', async () => {
  await using log = await openLog();
  await using database = openDatabase({
    connectionString: log.url,
    name: 'patient-reader',
    max: 2,
    log: createLog('silent'),
  });
  const from = await readHead(database, tenantId);
  await log.append(['first']);
  const { signal } = new AbortController();
  const items = followLog({ logReader: readerOf(database, log) }, from, {
    matches: () => true,
    signal,
  });
  await using other = openDatabase({
    connectionString: log.url,
    name: 'other',
    max: 2,
    log: createLog('silent'),
  });
  const first = await other.transaction(async (tx) => {
    await tx.query('LOCK TABLE event IN ACCESS EXCLUSIVE MODE');
    const next = items.next();
    let asked: number | undefined;
    // One that began so much later is another question: the first was canceled.
    await eventually(
      async () => {
        const waiting = await other.query<{ start: Date }>(
          `SELECT query_start AS start FROM pg_stat_activity
           WHERE application_name = 'patient-reader' AND wait_event_type = 'Lock'`,
        );
        const starts = waiting.map(({ start }) => start.getTime());
        asked ??= starts[0];
        return Math.max(...starts) - (asked ?? Infinity);
      },
      (laterByMs) => laterByMs > 2_000,
    );
    return { next };
  });
  expect(await first.next).toMatchObject({ value: { kind: 'EVENT', event: { seq: 1 } } });
  await items.return?.();
});

function readerOf(database: Database, { doorbell }: OpenLog): LogReader {
  return createLogReader({ database, doorbell, loops: watchLoops(createLog('silent')) });
}

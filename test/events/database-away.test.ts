import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { followLog } from '../../src/events/follow-log.ts';
import { createLogReader } from '../../src/events/log-reader.ts';
import { readHead } from '../../src/events/read-log.ts';
import { logTopic } from '../../src/events/topics.ts';
import { createLog } from '../../src/log/log.ts';
import { openPostgresProxy } from '../support/postgres-proxy.ts';
import { openLog, tenantId } from './open-log.ts';

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
  const items = followLog({ logReader: createLogReader({ database, doorbell: log.doorbell }) }, from, {
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

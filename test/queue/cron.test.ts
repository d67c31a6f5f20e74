import { TestClock } from 'pg-boss';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { createDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';

test('what is scheduled every ten minutes runs when its time comes, and not before', async () => {
  await using database = await createDatabase();
  const clock = new TestClock('2026-11-22T10:01:00Z');
  const log = createLog('error');
  await using queue = await startQueue({ connectionString: database.url, log, cron: true, clock });
  let runs = 0;
  await queue.schedule('housekeeping/test', '*/10 * * * *', () => {
    runs += 1;
    return Promise.resolve();
  });
  await clock.tick(5 * 60_000);
  expect(runs).toBe(0);
  for (let minute = 0; minute < 10; minute += 1) await clock.tick(60_000);
  await eventually(
    () => Promise.resolve(runs),
    (seen) => seen > 0,
  );
  expect(runs).toBe(1);
});

import { expect, test } from 'vitest';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { isDrained } from '../support/fill-queue.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker } from '../support/start-worker.ts';

test('a queue that is filled at once is looked at by the planner within seconds, and not within a minute', async () => {
  await using gateway = await startGateway(nothingIsSent);
  const { api, database } = gateway;
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, shortTimes));
  await enqueueMany(api, { clients: 2, total: 2_500 });
  const analyzed = () =>
    database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL`,
    );
  const names = (await eventually(analyzed, (rows) => rows.length >= 5)).map((row) => row.name);
  expect(names).toEqual(expect.arrayContaining(['message', 'message_content', 'delivery', 'event']));
  expect(names.some((name) => name.startsWith('job'))).toBe(true);
});

test('most statuses of a message stay on its page and add nothing to an index', async () => {
  await using gateway = await startGateway();
  const { api, database } = gateway;
  await enqueueMany(api, { clients: 4, total: 400 });
  await eventually(
    () => isDrained(database),
    (drained) => drained,
  );
  const updates = async () => {
    const [row] = await database.query<{ all: number; hot: number }>(
      `SELECT n_tup_upd::int AS "all", n_tup_hot_upd::int AS hot FROM pg_stat_user_tables WHERE relname = 'delivery'`,
    );
    return row ?? { all: 0, hot: 0 };
  };
  // Claim, settlement and three statuses, of which some come together.
  const seen = await eventually(updates, ({ all }) => all >= 400 * 3);
  expect(seen.hot / (seen.all - 2 * 400)).toBeGreaterThan(0.5);
});

import { expect, test } from 'vitest';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { createDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker } from '../support/start-worker.ts';

test('a queue that is filled at once is looked at by the planner within seconds, and not within a minute', async () => {
  await using gateway = await startGateway(nothingIsSent);
  const { api, database } = gateway;
  const filled = ['message', 'message_content', 'delivery', 'event', 'job_common'];
  // Postgres's own look comes once a minute, at a time that nobody chose.
  const tables = await database.query<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_stat_user_tables WHERE relname = ANY($1)`,
    [filled],
  );
  for (const { name } of tables) await database.query(`ALTER TABLE ${name} SET (autovacuum_enabled = off)`);
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, shortTimes));
  await enqueueMany(api, { clients: 2, total: 2_500 });
  const analyzed = () =>
    database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL`,
    );
  await eventually(analyzed, (rows) => filled.every((name) => rows.some((row) => row.name === name)));
});

test('no index holds what a status writes, so that a message that is delivered and read can stay on its page', async () => {
  await using database = await createDatabase();
  const written = /\b(rank|reached|sent_at|delivered_at|read_at|played_at|failed_at|pricing|error)\b/;
  const indexes = await database.query<{ definition: string }>(
    `SELECT indexdef AS definition FROM pg_indexes WHERE tablename IN ('delivery', 'attempt')`,
  );
  expect(indexes.length).toBeGreaterThan(0);
  expect(indexes.filter(({ definition }) => written.test(definition))).toEqual([]);
});

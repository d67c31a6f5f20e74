import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { pruneUntilDone } from '../../src/db/prune-until-done.ts';
import { pruneLanes } from '../../src/delivery/prune-lanes.ts';
import { createLog } from '../../src/log/log.ts';
import { pruneKeys } from '../../src/messages/claim-keys.ts';
import { createDatabase } from '../support/create-database.ts';

/** A table with so many rows that nobody needs, and what it was asked for. */
function table(rows: number): { prune: (limit: number) => Promise<number>; left: () => number } {
  let left = rows;
  return {
    prune(limit) {
      const count = Math.min(limit, left);
      left -= count;
      return Promise.resolve(count);
    },
    left: () => left,
  };
}

test('pruning goes on until nothing is left, however much there is', async () => {
  const tables = [table(0), table(5), table(57), table(10)];
  const isDone = await pruneUntilDone(
    tables.map(({ prune }) => prune),
    { limit: 10, budgetMs: 60_000 },
  );
  expect([isDone, ...tables.map(({ left }) => left())]).toEqual([true, 0, 0, 0, 0]);
});

test('when the budget is spent it stops, and tables have had turns: a large one keeps none from its own', async () => {
  const small = table(15);
  const endless = { prune: (limit: number) => new Promise<number>((done) => setImmediate(done, limit)) };
  const isDone = await pruneUntilDone([endless.prune, small.prune], { limit: 10, budgetMs: 50 });
  expect([isDone, small.left()]).toEqual([false, 0]);
});

test('when it is told to stop it does so before the next statement', async () => {
  const stopping = new AbortController();
  const [first, second] = [table(25), table(25)];
  const prune = (limit: number): Promise<number> => {
    stopping.abort();
    return first.prune(limit);
  };
  const options = { limit: 10, budgetMs: 60_000, signal: stopping.signal };
  expect(await pruneUntilDone([prune, second.prune], options)).toBe(false);
  expect([first.left(), second.left()]).toEqual([15, 25]);
});

test('one lane that cannot be forgotten keeps no other from it', async () => {
  await using database = await createDatabase();
  const tenantId = '00000000-0000-7000-8000-000000000001';
  await database.query(`INSERT INTO tenant (tenant_id, name) VALUES ('${tenantId}', 'x')`);
  await database.query(`INSERT INTO lane (tenant_id, lane_id, sender_id, last_place, released_place, look_at)
    SELECT '${tenantId}', decode(lpad(n::text, 2, '0'), 'hex'), gen_random_uuid(), 1, 1, now() - interval '2 days' - interval '1 s' * n
    FROM generate_series(1, 25) AS n`);
  await database.query(`CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`);
  await database.query(
    `CREATE TRIGGER keep BEFORE DELETE ON lane FOR EACH ROW WHEN (OLD.lane_id = '\\x25') EXECUTE FUNCTION keep()`,
  );
  await using own = openDatabase({
    connectionString: database.url,
    name: 'prune',
    max: 1,
    log: createLog('silent'),
  });
  const prune = (limit: number) => own.transaction((tx) => pruneLanes(tx, limit));
  await pruneUntilDone([prune], { limit: 10, budgetMs: 60_000 });
  expect(await database.query('SELECT lane_id FROM lane')).toEqual([{ lane_id: Buffer.from([0x25]) }]);
});

test('a table that cannot be pruned keeps no other from it, and its error is thrown in the end', async () => {
  const [before, after] = [table(25), table(25)];
  const broken = () => Promise.reject(new TypeError('broken'));
  const options = { limit: 10, budgetMs: 60_000 };
  await expect(pruneUntilDone([before.prune, broken, after.prune], options)).rejects.toThrow('broken');
  expect([before.left(), after.left()]).toEqual([0, 0]);
});

test('more old keys than one statement deletes are gone after one pruning', async () => {
  await using database = await createDatabase();
  await database.query(
    `INSERT INTO tenant (tenant_id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'x')`,
  );
  await database.query(`INSERT INTO idempotency_key (tenant_id, key, fingerprint, message_id, created_at)
    SELECT '00000000-0000-7000-8000-000000000001', 'key-' || n, '\\x00', gen_random_uuid(), now() - interval '9 days'
    FROM generate_series(1, 12000) AS n`);
  const isDone = await pruneUntilDone([(limit) => pruneKeys(database, limit)], {
    limit: 5_000,
    budgetMs: 60_000,
  });
  expect(isDone).toBe(true);
  expect(await database.query('SELECT key FROM idempotency_key')).toEqual([]);
});

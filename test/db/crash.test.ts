import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { startCrashingPostgres, type CrashingPostgres } from '../support/start-crashing-postgres.ts';

let postgres: CrashingPostgres;
beforeAll(async () => {
  postgres = await startCrashingPostgres();
  await postgres.query('CREATE TABLE note (text text PRIMARY KEY)');
});
afterAll(() => postgres[Symbol.asyncDispose]());

test('a transaction that a crash took back is run again, although somebody else has committed under its number', async () => {
  await using database = openDatabase({
    connectionString: postgres.url,
    name: 'test',
    max: 4,
    log: createLog('silent'),
  });
  // Connections, plans and caches are there, as they are in a process that runs.
  await database.transaction((tx) => tx.query(`INSERT INTO note VALUES ('first')`));
  const numbers: number[] = [];
  let back = Promise.resolve();
  await database.transaction(async (tx) => {
    const [row] = await tx.query<{ number: number }>('SELECT pg_current_xact_id()::text::float8 AS number');
    await tx.query(`INSERT INTO note VALUES ('lost')`);
    numbers.push(row?.number ?? 0);
    if (numbers.length === 1) ({ back } = postgres.crashNow());
  });
  await back;
  expect(numbers).toHaveLength(2);
  const notes = await postgres.query('SELECT text, xmin::text::int AS number FROM note ORDER BY text');
  expect(notes).toMatchObject([{ text: 'first' }, { text: 'lost', number: numbers[1] }]);
  const [{ status } = {}] = await postgres.query<{ status: string }>(
    'SELECT pg_xact_status($1::text::xid8) AS status',
    [numbers[0]],
  );
  expect(status).toBe('committed');
});

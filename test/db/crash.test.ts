import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { startCrashingPostgres, type CrashingPostgres } from '../support/start-crashing-postgres.ts';

let postgres: CrashingPostgres;
beforeAll(async () => {
  postgres = await startCrashingPostgres();
  await query('CREATE TABLE note (text text PRIMARY KEY)');
});
afterAll(() => postgres[Symbol.asyncDispose]());

test('a transaction that a crash took back is run again, although another one has its number now', async () => {
  await using database = open();
  // Connections, plans and caches are there, as they are in a process that runs.
  await database.transaction((tx) => tx.query(`INSERT INTO note VALUES ('first')`));
  const numbers: number[] = [];
  await database.transaction(async (tx) => {
    const [row] = await tx.query<{ xid: number }>('SELECT pg_current_xact_id()::text::float8 AS xid');
    await tx.query(`INSERT INTO note VALUES ('lost')`);
    numbers.push(row?.xid ?? 0);
    if (numbers.length === 1) await crashAndOvertake(row?.xid ?? 0);
  });
  expect(numbers).toHaveLength(2);
  expect(await query(`SELECT text FROM note WHERE text = 'lost'`)).toHaveLength(1);
});

/** Ends the server, and lets others use up the numbers up to this one before the one who asks. */
async function crashAndOvertake(xid: number): Promise<void> {
  await postgres.crash();
  await pause(50);
  void (async () => {
    await postgres.start();
    for (;;) {
      const [row] = await query<{ xid: number }>('SELECT pg_current_xact_id()::text::float8 AS xid');
      if ((row?.xid ?? 0) >= xid) return;
    }
  })();
}

function open(): Database {
  return openDatabase({
    connectionString: postgres.connectionString,
    name: 'test',
    max: 4,
    log: createLog('silent'),
  });
}

async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

import { Writable } from 'node:stream';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeSession } from '../../src/db/judge-session.ts';
import { createLog } from '../../src/log/log.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { openPooler } from '../support/open-pooler.ts';

let lines: string;
const log = createLog(
  'warn',
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  }),
);

let database: TestDatabase;
beforeEach(async () => {
  lines = '';
  database = await createDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

test('Postgres itself is taken, and a pooler that keeps sessions', async () => {
  await judgeSession(database.url, log);
  await using pooler = await openPooler(database.url, 'SESSION');
  await judgeSession(pooler.url, log);
  expect(lines).toBe('');
});

test('a pooler that drops the settings of a connection is refused, although each setting is what the server has anyway', async () => {
  await using pooler = await openPooler(database.url, 'DROPS_OPTIONS');
  await expect(judgeSession(pooler.url, log)).rejects.toThrow(/let the parameter "options" through/);
});

test('a pooler that hands transactions to whichever connection is free is refused', async () => {
  await using pooler = await openPooler(database.url, 'TRANSACTION');
  await expect(judgeSession(pooler.url, log)).rejects.toThrow(/Use its session mode/);
});

test('the pooler of this test is one: what a session was told is heard in another', async () => {
  await using pooler = await openPooler(database.url, 'TRANSACTION');
  const [one, two] = [pooler.url, pooler.url].map((url) => new pg.Client({ connectionString: url }));
  await one?.connect();
  await two?.connect();
  await one?.query(`SET heliograph.said = 'here'`);
  const heard = await two?.query<{ said: string }>(`SELECT current_setting('heliograph.said', true) AS said`);
  expect(heard?.rows).toEqual([{ said: 'here' }]);
  await one?.end();
  await two?.end();
});

test('options that DATABASE_URL has itself do not hide ours', async () => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c work_mem=8MB');
  await judgeSession(url.href, log);
});

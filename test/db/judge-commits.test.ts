import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginWithProof, pruneCommitProofs } from '../../src/db/commit-proof.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createCommitJudge } from '../../src/db/judge-commits.ts';
import { createLog } from '../../src/log/log.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const judge = (proof: Parameters<ReturnType<typeof createCommitJudge>['judge']>[0]) =>
  createCommitJudge(database.url).judge(proof);

/** The proof of a transaction that nobody has ever seen, of a session that has ended. */
const lost = (minutesAgo: number) => ({
  token: randomUUID(),
  xid: '3',
  pid: 1,
  at: new Date(Date.now() - minutesAgo * 60_000),
});

test('a proof that is there says committed, however the transaction is called, and one that is not there says aborted', async () => {
  const [row] = await database.query<{ token: string; at: Date }>(
    'INSERT INTO commit_proof (token) VALUES (gen_random_uuid()) RETURNING token, at',
  );
  if (!row) throw new Error('Expected a row, got none.');
  expect(await judge({ ...row, xid: '3', pid: 1 })).toBe('committed');
  expect(await judge(lost(1))).toBe('aborted');
});

test('a proof that may have been deleted says nothing when it is not there', async () => {
  expect(await judge(lost(11))).toBe('unknown');
});

test('a number that another session has by now says aborted at once, and that session goes on', async () => {
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  const held = await beginWithProof(other);
  expect(await judge({ ...lost(1), xid: held.xid })).toBe('aborted');
  expect((await other.query('COMMIT')).command).toBe('COMMIT');
  expect(await judge(held)).toBe('committed');
  await other.end();
});

test('questions of many transactions are each answered with what became of their own', async () => {
  const stored = await database.query<{ token: string; at: Date }>(
    `INSERT INTO commit_proof (token) SELECT gen_random_uuid() FROM generate_series(1, 20) RETURNING token, at`,
  );
  const one = createCommitJudge(database.url);
  const asked = stored.flatMap((row) => [{ ...row, xid: '3', pid: 1 }, lost(1)]);
  const verdicts = await Promise.all(asked.map((each) => one.judge(each)));
  expect(verdicts).toEqual(stored.flatMap(() => ['committed', 'aborted']));
});

test('proofs are deleted when nobody asks for them any more, by one of several processes, and none before', async () => {
  await using ours = openDatabase({
    connectionString: database.url,
    name: 'test',
    max: 2,
    log: createLog('silent'),
  });
  await database.query('TRUNCATE commit_proof');
  await database.query(
    `INSERT INTO commit_proof (token, at)
     SELECT gen_random_uuid(), now() - make_interval(mins => minutes) FROM unnest(ARRAY[1, 11, 29, 31, 600]) AS minutes`,
  );
  await Promise.all([pruneCommitProofs(ours), pruneCommitProofs(ours)]);
  const left = await database.query<{ minutes: number }>(
    'SELECT round(extract(epoch FROM now() - at) / 60)::int AS minutes FROM commit_proof ORDER BY 1',
  );
  expect(left.map((row) => row.minutes)).toEqual([1, 11, 29]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database, type Tx } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';
import { commit, openPostgresProxy, type PostgresProxy } from '../support/postgres-proxy.ts';

let direct: TestDatabase;
let proxy: PostgresProxy;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  direct = cleanup.use(await createDatabase());
  proxy = cleanup.use(await openPostgresProxy(direct.url));
  await direct.query('CREATE TABLE account (name text PRIMARY KEY, balance int NOT NULL)');
  await direct.query(`INSERT INTO account VALUES ('a', 0), ('b', 0), ('c', 0)`);
});
afterAll(() => cleanup.disposeAsync());

const open = (max = 4): Database =>
  openDatabase({ connectionString: proxy.url, name: 'test', max, log: createLog('silent') });
const addTo = (tx: Tx, name: string) =>
  tx.query('UPDATE account SET balance = balance + 1 WHERE name = $1', [name]);
const balanceOf = async (name: string) =>
  (await direct.query<{ balance: number }>('SELECT balance FROM account WHERE name = $1', [name]))[0]
    ?.balance;

test('the victim of a deadlock runs again, so that both transactions succeed', async () => {
  await using database = open();
  const runs: string[] = [];
  const firstLocked = { a: Promise.withResolvers<undefined>(), b: Promise.withResolvers<undefined>() };
  const cross = (own: 'a' | 'b', other: 'a' | 'b') =>
    database.transaction(async (tx) => {
      runs.push(own);
      await addTo(tx, own);
      firstLocked[own].resolve(undefined);
      await firstLocked[other].promise;
      await addTo(tx, other);
    });
  await Promise.all([cross('a', 'b'), cross('b', 'a')]);
  expect(runs.toSorted().join('')).toMatch(/^(aab|abb)$/);
  expect([await balanceOf('a'), await balanceOf('b')]).toEqual([2, 2]);
});

test('an unanswered COMMIT that happened is not repeated, and its connection, which still owes an answer, is not used again', async () => {
  await using database = open(1);
  const withheld = proxy.when(commit, 'WITHHOLD_REPLY');
  let runs = 0;
  await database.transaction(async (tx) => {
    runs += 1;
    await addTo(tx, 'c');
  });
  await withheld;
  expect(runs).toBe(1);
  expect(await balanceOf('c')).toBe(1);

  const before = performance.now();
  await database.transaction((tx) => addTo(tx, 'c'));
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(await balanceOf('c')).toBe(2);
});

test('a COMMIT that the server may still hear is not run again before its session is over', async () => {
  await using database = open();
  // Nothing in it keeps two runs apart.
  await direct.query('CREATE TABLE visit (at timestamptz DEFAULT now())');
  let runs = 0;
  const late = proxy.when(commit, 'LATE');
  const answered = database.transaction((tx) => {
    runs += 1;
    return tx.query('INSERT INTO visit DEFAULT VALUES');
  });
  await late;
  await answered;
  proxy.deliver();
  await eventually(
    () =>
      direct.query(
        `SELECT FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()`,
      ),
    (sessions) => sessions.length === 0,
  );
  expect(runs).toBe(2);
  expect(await direct.query('SELECT FROM visit')).toHaveLength(1);
});

test('a COMMIT that the server hears late, while it is asked about, is believed', async () => {
  await using database = open();
  const before = Number(await balanceOf('a'));
  let runs = 0;
  const late = proxy.when(commit, 'LATE');
  const answered = database.transaction(async (tx) => {
    runs += 1;
    await addTo(tx, 'a');
  });
  await late;
  proxy.deliver();
  await answered;
  expect(runs).toBe(1);
  expect(await balanceOf('a')).toBe(before + 1);
});

test('a statement that nobody waited for fails the transaction with its own error, also when a later one is waited for', async () => {
  await using database = open();
  const before = await balanceOf('c');
  const doubleName = `INSERT INTO account VALUES ('a', 0)`;
  const atCommit = database.transaction(async (tx) => {
    await addTo(tx, 'c');
    void tx.queryLast(doubleName, []);
  });
  await expect(atCommit).rejects.toMatchObject({ code: '23505' });
  const earlier = database.transaction(async (tx) => {
    void tx.queryLast(doubleName, []);
    await addTo(tx, 'c');
  });
  await expect(earlier).rejects.toMatchObject({ code: '23505' });
  expect(await balanceOf('c')).toBe(before);
});

test('what nobody waited for is answered after COMMIT, and a deadlock in it is run again', async () => {
  await using database = open();
  const locked = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  const [a, b] = [await balanceOf('a'), await balanceOf('b')];
  const other = database.transaction(async (tx) => {
    await addTo(tx, 'a');
    locked.resolve(undefined);
    await released.promise;
    await addTo(tx, 'b');
  });
  await locked.promise;
  const { answer } = await database.transaction(async (tx) => {
    await addTo(tx, 'b');
    const answer = tx.queryLast<{ balance: number }>(
      `UPDATE account SET balance = balance + 1 WHERE name = 'a' RETURNING balance`,
      [],
    );
    released.resolve(undefined);
    return { answer };
  });
  await other;
  // Whichever of the two was the victim, the answer is that of the run that was committed.
  expect([Number(a) + 1, Number(a) + 2]).toContain((await answer)[0]?.balance);
  expect([await balanceOf('a'), await balanceOf('b')]).toEqual([Number(a) + 2, Number(b) + 2]);
});

test('a refusal of the data is not repeated, and leaves nothing behind', async () => {
  await using database = open();
  let runs = 0;
  const refused = database.transaction(async (tx) => {
    runs += 1;
    await addTo(tx, 'c');
    await tx.query(`INSERT INTO account VALUES ('a', 0)`);
  });
  await expect(refused).rejects.toMatchObject({ code: '23505' });
  expect(runs).toBe(1);
  expect(await balanceOf('c')).toBe(2);
});

test('a rule that is checked at COMMIT refuses it at once, without asking what became of it', async () => {
  await using database = open();
  await direct.query('CREATE TABLE entry (name text REFERENCES account DEFERRABLE INITIALLY DEFERRED)');
  let runs = 0;
  const refused = database.transaction(async (tx) => {
    runs += 1;
    await tx.query(`INSERT INTO entry VALUES ('nobody')`);
  });
  await expect(refused).rejects.toMatchObject({ code: '23503' });
  expect(runs).toBe(1);
});

test('work that ignores an error of the database is not answered as stored', async () => {
  await using database = open();
  const answered = database.transaction(async (tx) => {
    await addTo(tx, 'c');
    await tx.query('SELECT 1 / 0').catch(() => undefined);
  });
  await expect(answered).rejects.toThrow('Expected COMMIT, got ROLLBACK');
  expect(await balanceOf('c')).toBe(2);
});

test('a database that went away and came back is used again, by connections that were idle and by work that was under way', async () => {
  await using database = open();
  await database.query('SELECT 1');
  await proxy.goAway();
  const underWay = database.transaction((tx) => addTo(tx, 'c'));
  await proxy.comeBack();
  await underWay;
  expect(await balanceOf('c')).toBe(3);
});

test('work that loses its connection again and again is given up after three runs', async () => {
  await using database = open();
  let runs = 0;
  const given = database.transaction(async (tx) => {
    runs += 1;
    void proxy.when(Buffer.from('SELECT pg_sleep'), 'CUT');
    await tx.query('SELECT pg_sleep(0)');
  });
  await expect(given).rejects.toThrow(/connection/i);
  expect(runs).toBe(3);
});

test('statements that are asked for together are carried out in the order in which they were asked for', async () => {
  await using database = open();
  const seen = await database.transaction((tx) =>
    Promise.all([
      tx.query(`INSERT INTO account VALUES ('d', 1)`),
      tx.query<{ balance: number }>(
        `UPDATE account SET balance = balance + 1 WHERE name = 'd' RETURNING balance`,
      ),
      tx.query<{ balance: number }>(
        `UPDATE account SET balance = balance * 10 WHERE name = 'd' RETURNING balance`,
      ),
    ]),
  );
  expect(seen).toEqual([[], [{ balance: 2 }], [{ balance: 20 }]]);
});

test('what goes on after one of several statements has failed stores nothing, and the failure is the answer', async () => {
  await using database = open();
  const late = Promise.withResolvers<unknown>();
  const work = database.transaction((tx) =>
    Promise.all([
      tx.query(`INSERT INTO account VALUES ('e', 1)`),
      tx.query(`INSERT INTO account VALUES ('e', 1)`),
      (async () => {
        await tx.query('SELECT 1').catch(() => undefined);
        await tx.query(`INSERT INTO account VALUES ('late', 1)`).then(late.resolve, late.resolve);
      })(),
    ]),
  );
  await expect(work).rejects.toMatchObject({ code: '23505' });
  expect(await late.promise).toBeInstanceOf(Error);
  expect([await balanceOf('e'), await balanceOf('late')]).toEqual([undefined, undefined]);
});

test('a warning of something else says nothing of a COMMIT', async () => {
  await using database = open();
  await direct.query('CREATE TABLE warned (name text)');
  await direct.query(
    `CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'slow'; RETURN NULL; END $$`,
  );
  await direct.query(
    `CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON warned DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION warn()`,
  );
  const proofs = () => direct.query('SELECT FROM commit_proof');
  const before = (await proofs()).length;
  await database.transaction((tx) => tx.query(`INSERT INTO warned VALUES ('a')`));
  await database.query(`INSERT INTO warned VALUES ('b')`);
  // Whoever asks what became of a COMMIT leaves a proof of his own.
  expect((await proofs()).length).toBe(before + 1);
});

test('what is acknowledged waits for the disk, whatever the address, the role and the database say', async () => {
  await direct.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit TO off', current_database()); END $$`,
  );
  await direct.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET client_min_messages TO error', current_database()); END $$`,
  );
  const url = new URL(proxy.url);
  url.searchParams.set('options', '-c synchronous_commit=off -c work_mem=1234kB');
  for (const connectionString of [proxy.url, url.href]) {
    await using database = openDatabase({ connectionString, name: 'test', max: 1, log: createLog('silent') });
    const [seen] = await database.query(
      `SELECT current_setting('synchronous_commit') AS waits, current_setting('client_min_messages') AS told,
         current_setting('work_mem') AS memory, current_setting('enable_seqscan') AS scans`,
    );
    const memory: unknown = connectionString === proxy.url ? expect.any(String) : '1234kB';
    expect(seen).toEqual({ waits: 'on', told: 'warning', memory, scans: 'off' });
  }
});

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { judgeDatabase } from '../../src/db/judge-database.ts';
import { createCommitJudge } from '../../src/db/judge-commits.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sessionUrl } from '../../src/db/session-settings.ts';
import { createLog } from '../../src/log/log.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { apiKey } from '../support/start-gateway.ts';

/** What an operator may have set for a whole database, for programs of his own. */
const defaults = {
  DateStyle: 'German',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Pacific/Chatham',
  bytea_output: 'escape',
  extra_float_digits: '-3',
  array_nulls: 'off',
  standard_conforming_strings: 'off',
  client_min_messages: 'error',
  synchronous_commit: 'off',
  default_transaction_isolation: 'serializable',
  transform_null_equals: 'on',
  enable_indexscan: 'off',
  enable_bitmapscan: 'off',
  plan_cache_mode: 'force_generic_plan',
  statement_timeout: '1',
  lock_timeout: '1',
  idle_in_transaction_session_timeout: '1',
  idle_session_timeout: '1',
};
/** What code that reads and writes values relies on, in every session. */
const everywhere = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  standard_conforming_strings: 'on',
  client_min_messages: 'warning',
  synchronous_commit: 'on',
  default_transaction_isolation: 'read committed',
  transform_null_equals: 'off',
  plan_cache_mode: 'auto',
  idle_session_timeout: '0',
};
const names = Object.keys(everywhere);
const log = createLog('silent');

let database: TestDatabase;
let app: App | undefined;
beforeAll(async () => {
  database = await createDatabase();
  // Each session writes down what holds in it, before anybody else's statement runs.
  await database.query(`CREATE TABLE seen (name text, settings jsonb)`);
  await database.query(`CREATE FUNCTION note_session() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.seen SELECT current_setting('application_name'), jsonb_object_agg(name, setting)
    FROM pg_settings; END $$`);
  await database.query(`CREATE EVENT TRIGGER note ON login EXECUTE FUNCTION note_session()`);
  const [row] = await database.query<{ name: string }>('SELECT current_database() AS name');
  for (const [name, value] of Object.entries(defaults))
    await database.query(`ALTER DATABASE "${row?.name ?? ''}" SET ${name} = '${value}'`);
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

test.each([
  ['a plain address', (url: string) => url],
  [
    'an address with settings of its own',
    (url: string) =>
      `${url}&options=-c%20DateStyle%3DSQL%20-c%20work_mem%3D8MB&application_name=other&statement_timeout=1`,
  ],
])(
  'whatever is set for the database, every connection of ours has what it relies on: %s',
  async (_, change) => {
    await database.query('TRUNCATE seen');
    const databaseUrl = change(database.url);
    await judgeDatabase(databaseUrl);
    await migrate({ connectionString: databaseUrl, log });
    const verdict = await createCommitJudge(databaseUrl).judge({
      token: '00000000-0000-7000-8000-000000000000',
      xid: '3',
      pid: 1,
      at: new Date(),
    });
    const config = readConfig({ PORT: '0', HELIOGRAPH_API_KEY: apiKey }, []);
    app = await startApp({ ...config, databaseUrl, apiKey, whatsappUrl: 'http://127.0.0.1:9' }, log);
    await app[Symbol.asyncDispose]();
    app = undefined;

    expect(verdict).not.toBe('committed');
    const seen = await database.query<{ name: string; settings: Record<string, string> }>(
      "SELECT name, settings FROM seen WHERE name LIKE 'heliograph%'",
    );
    expect(new Set(seen.map(({ name }) => name))).toEqual(
      new Set([
        'heliograph-start',
        'heliograph-migrate',
        'heliograph-verdict',
        'heliograph-queue',
        'heliograph-main',
        'heliograph-webhooks',
      ]),
    );
    for (const { name, settings } of seen) {
      const found = Object.fromEntries(names.map((each) => [each, settings[each]]));
      expect({ name, ...found }).toEqual({ name, ...everywhere });
      expect(Number(settings['statement_timeout']), name).not.toBe(1);
      expect(Number(settings['lock_timeout']), name).not.toBe(1);
      expect(Number(settings['idle_in_transaction_session_timeout']), name).not.toBe(1);
    }
  },
);

/** What pg makes of an address. */
function read(connectionString: string) {
  const { user, password, host, database } = new pg.Client({ connectionString });
  return { user, password, host, database };
}

test.each([
  'postgres://name:pass+word%20and%25@db.example.com:5433/base',
  'postgres://name:a+b@127.0.0.1/base?sslmode=disable&options=-c%20work_mem%3D4MB',
  'postgres://name@/base?host=/var/run/postgresql',
  'postgres://name@%2Fvar%2Frun%2Fpostgresql:5432/base',
])('settings leave everything else of the address %s as it is', (address) => {
  expect(read(sessionUrl(address, 'other'))).toEqual(read(address));
});

test('dates, intervals, bytes and missing values come back as they were', async () => {
  await using own = openDatabase({ connectionString: database.url, name: 'test', max: 1, log });
  const [row] = await own.query(
    `SELECT '2026-11-30T12:00:00Z'::timestamptz AS at, '\\xff00'::bytea AS bytes, $1::text[] AS texts,
       make_interval(hours => 26) AS wait, 0.1::float8 + 0.2::float8 AS sum`,
    [['a', null]],
  );
  expect(row).toMatchObject({
    at: new Date('2026-11-30T12:00:00Z'),
    bytes: Buffer.from([0xff, 0]),
    texts: ['a', null],
    wait: { hours: 26 },
    sum: 0.1 + 0.2,
  });
});

test.each([
  [
    "CREATE DATABASE judged_sql ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0",
    'judged_sql',
    /UTF8, got SQL_ASCII/,
  ],
  [
    "CREATE DATABASE judged_latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0",
    'judged_latin',
    /UTF8, got LATIN1/,
  ],
])('a database with another encoding is refused with a sentence', async (make, name, sentence) => {
  await database.query(make);
  try {
    await expect(judgeDatabase(addressOf(name))).rejects.toThrow(sentence);
  } finally {
    await database.query(`DROP DATABASE ${name}`);
  }
});

test.each([
  ['default_transaction_read_only', 'on', /takes writes/],
  ['search_path', '', /schema to make tables in/],
  ['session_replication_role', 'replica', /foreign keys/],
  ['transaction_timeout', '1min', /migrations/],
])('%s = %j of a database is refused with a sentence', async (name, value, sentence) => {
  await database.query('CREATE DATABASE judged_settings TEMPLATE template0');
  try {
    await database.query(`ALTER DATABASE judged_settings SET ${name} = '${value}'`);
    await expect(judgeDatabase(addressOf('judged_settings'))).rejects.toThrow(sentence);
  } finally {
    await database.query('DROP DATABASE judged_settings');
  }
});

test('a user without rights is refused with a sentence that says which to give', async () => {
  await database.query('CREATE ROLE judged_user LOGIN');
  await database.query('CREATE DATABASE judged_rights TEMPLATE template0');
  try {
    const url = new URL(addressOf('judged_rights'));
    url.username = 'judged_user';
    await expect(judgeDatabase(url.href)).rejects.toThrow(/right to make tables .*GRANT CREATE/);
  } finally {
    await database.query('DROP DATABASE judged_rights');
    await database.query('DROP ROLE judged_user');
  }
});

function addressOf(name: string): string {
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  return url.href;
}

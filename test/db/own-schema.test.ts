import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { jobSchemaOf } from '../../src/queue/job-schema.ts';
import { judgeDatabase } from '../../src/db/judge-database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { useDatabase } from '../../src/use-database.ts';
import { enqueue } from '../graphql/scene.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';
import { FindMessage } from '../support/operations.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { apiKey } from '../support/start-gateway.ts';
import { startSimulator, type Simulator } from '../support/start-simulator.ts';

const log = createLog('silent');
/** With tables of ours in its schema `public`. */
let full: TestDatabase;
let simulator: Simulator;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  full = cleanup.use(await createDatabase());
  simulator = cleanup.use(await startSimulator({ webhookUrl: 'http://127.0.0.1:9/' }));
});
afterAll(() => cleanup.disposeAsync());

test('two users with a schema of their own, and no right to anything else, have an installation each in one database', async () => {
  await using database = await createEmptyDatabase();
  await database.query('REVOKE ALL ON SCHEMA public FROM public');
  await using first = await startInstallation(await makeUser(database, 'schema_user_a'));
  await using second = await startInstallation(await makeUser(database, 'schema_user_b'));

  const id = await enqueue(first.api);
  await eventually(
    async () => (await first.api.call(FindMessage, { id })).message?.status,
    (status) => status === 'ACCEPTED',
  );
  expect((await second.api.call(FindMessage, { id })).message).toBeNull();
  expect(await countMessages(database)).toEqual({ a: 1, b: 0 });
  await enqueue(second.api);
  expect(await countMessages(database)).toEqual({ a: 1, b: 1 });

  const schemas = await database.query<{ schema: string; tables: number }>(
    `SELECT schemaname AS schema, count(*)::int AS tables FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY schemaname ORDER BY schemaname`,
  );
  expect(schemas.map(({ schema }) => schema)).toEqual(['schema_user_a', 'schema_user_b']);
  expect(schemas[0]?.tables).toBe(schemas[1]?.tables);
});

test('DATABASE_SCHEMA names the schema, whatever is first for the user', async () => {
  await using database = await createEmptyDatabase();
  await database.query('CREATE SCHEMA named');
  await using running = new AsyncDisposableStack();
  const url = await useDatabase(configOf(database.url, { DATABASE_SCHEMA: 'named' }), log, running);
  await migrate({ connectionString: url, log });
  const outside = await database.query(
    `SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'named')`,
  );
  expect(outside).toEqual([]);
  // What is done is found there again.
  await migrate({ connectionString: url, log });
});

test('a schema that is not there is refused with a sentence that says how to make it', async () => {
  await expect(judgeDatabase(full.url, { schema: 'nowhere' })).rejects.toThrow(
    /schema "nowhere" \(DATABASE_SCHEMA\).* CREATE SCHEMA nowhere/,
  );
});

test('a user whose first schema is empty while our tables are in another one is asked which it shall be', async () => {
  await full.query('CREATE SCHEMA before');
  const url = new URL(full.url);
  url.searchParams.set('options', '-c search_path=before,public');
  await expect(judgeDatabase(url.href)).rejects.toThrow(/DATABASE_SCHEMA=public .*DATABASE_SCHEMA=before/);
  expect(await judgeDatabase(url.href, { schema: 'public' })).toBe('public');
  expect(await judgeDatabase(url.href, { schema: 'before' })).toBe('before');
});

test('tables whose list of migrations is elsewhere are refused with a sentence that says how to bring it', async () => {
  await using database = await createDatabase();
  await database.query('ALTER TABLE migration RENAME TO elsewhere');
  await expect(judgeDatabase(database.url)).rejects.toThrow(/table "migration".* SET SCHEMA public/);
});

test('a user who may make tables in "public" and no schema is told so before anything is made', async () => {
  await using database = await createEmptyDatabase();
  await database.query('CREATE ROLE public_user LOGIN');
  try {
    await database.query('GRANT CREATE ON SCHEMA public TO public_user');
    const url = new URL(database.url);
    url.username = 'public_user';
    await expect(judgeDatabase(url.href, { jobSchemaOf })).rejects.toThrow(
      /schema "pgboss" for the queue.* CREATE SCHEMA pgboss AUTHORIZATION/,
    );
    await database.query('CREATE SCHEMA pgboss AUTHORIZATION public_user');
    await using installation = await startInstallation(url.href);
    expect(await enqueue(installation.api)).toMatch(/./);
  } finally {
    await database.query('DROP OWNED BY public_user CASCADE');
    await database.query('DROP ROLE public_user');
  }
});

interface Installation extends AsyncDisposable {
  api: ApiClient;
}

/** As "npm start" does it. */
async function startInstallation(databaseUrl: string): Promise<Installation> {
  await using starting = new AsyncDisposableStack();
  const config = configOf(databaseUrl);
  const judged = await useDatabase(config, log, starting);
  await migrate({ connectionString: judged, log });
  const app = starting.use(
    await startApp({ ...config, databaseUrl: judged, apiKey, whatsappUrl: simulator.url }, log),
  );
  const api = starting.use(createApiClient(`http://127.0.0.1:${app.port}`, apiKey));
  const running = starting.move();
  return { api, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function configOf(databaseUrl: string, env: Record<string, string> = {}) {
  return readConfig(
    { PORT: '0', DATABASE_URL: databaseUrl, HELIOGRAPH_API_KEY: apiKey, ...ownSecrets, ...env },
    [],
  );
}

async function createEmptyDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  await database.query('DROP SCHEMA pgboss CASCADE');
  await database.query('DROP SCHEMA public CASCADE');
  await database.query('CREATE SCHEMA public');
  await database.query('GRANT USAGE ON SCHEMA public TO public');
  return database;
}

/** Roles belong to the whole server, and stay until the database has gone in which they own something. */
async function makeUser(database: TestDatabase, name: string): Promise<string> {
  await full.query(`CREATE ROLE ${name} LOGIN`);
  await database.query(`CREATE SCHEMA ${name} AUTHORIZATION ${name}`);
  cleanup.defer(async () => {
    await full.query(`DROP ROLE ${name}`);
  });
  const url = new URL(database.url);
  url.username = name;
  return url.href;
}

async function countMessages(database: TestDatabase): Promise<unknown> {
  const [row] = await database.query(
    `SELECT (SELECT count(*)::int FROM schema_user_a.message) AS a, (SELECT count(*)::int FROM schema_user_b.message) AS b`,
  );
  return row;
}

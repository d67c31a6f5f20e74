import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeConnections } from '../../src/db/judge-connections.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { aMessage, enqueue, truthfulStatus } from '../graphql/scene.ts';
import { createApiClient } from '../support/api-client.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { CurrentCursor, Enqueue, FindMessage } from '../support/operations.ts';
import { startDoors } from '../support/start-behind-proxy.ts';
import { apiKey } from '../support/start-gateway.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { startProcess } from '../support/start-process.ts';
import { postUntilTaken, postWebhook } from '../webhooks/post-webhook.ts';

const log = createLog('silent');
let admin: TestDatabase;
beforeAll(async () => {
  admin = await createDatabase();
});
afterAll(() => admin[Symbol.asyncDispose]());

test('a process whose user may have 15 connections takes no more, and nothing fails for want of one', async () => {
  await using limited = await makeLimited('limited_to_15', 15);
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/whatsapp`;
  await using simulator = await startSimulator({ webhookUrl });
  await using process = await startProcess({
    env: {
      DATABASE_URL: limited.url,
      HELIOGRAPH_API_KEY: apiKey,
      PORT: String(port),
      WHATSAPP_API_URL: simulator.url,
      LOG_LEVEL: 'warn',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await using api = createApiClient(url, apiKey);
  const webhook = (id: number) => ({
    object: 'whatsapp_business_account',
    entry: [{ id: `${id}`, changes: [] }],
  });
  const [ids] = await Promise.all([
    Promise.all(Array.from({ length: 60 }, (_, index) => enqueue(api, { externalId: `${index}` }))),
    Promise.all(Array.from({ length: 40 }, () => api.call(CurrentCursor, {}))),
    // A busy machine answers one or the other with 503, and it comes again.
    Promise.all(
      Array.from({ length: 30 }, (_, index) => postUntilTaken(() => postWebhook(url, webhook(index)))),
    ),
  ]);
  await eventually(
    () =>
      Promise.all(ids.slice(-20).map(async (id) => (await api.call(FindMessage, { id })).message?.status)),
    (statuses) => statuses.every((status) => status !== 'QUEUED' && status !== 'SENDING'),
  );
  expect(process.output()).toContain('"event":"database.connections_lowered","connections":15');
  expect(process.output()).not.toContain('53300');
  expect(await process.end('SIGTERM')).toBe(0);
});

test('a start looks at what the server, the database and the user have left, and says which of them is short', async () => {
  await using limited = await makeLimited('limited_to_12', 12);
  const wanted = { given: undefined, least: 11, usual: 22 };
  expect(await judgeConnections(limited.url, wanted, log)).toBe(12);
  await expect(judgeConnections(limited.url, { ...wanted, given: 13 }, log)).rejects.toThrow(
    /DATABASE_CONNECTIONS of at most 12, which is what the user .*got 13/,
  );
  await using held = await holdConnections(limited.url, 2);
  expect(held.count).toBe(2);
  await expect(judgeConnections(limited.url, wanted, log)).rejects.toThrow(
    /11 free connections.*got 10: the user \(CONNECTION LIMIT\) allows 12, and 2 are in use/,
  );
  await admin.query('ALTER ROLE limited_to_12 CONNECTION LIMIT -1');
  await admin.query('ALTER DATABASE limited_to_12 CONNECTION LIMIT 5');
  await expect(judgeConnections(limited.url, wanted, log)).rejects.toThrow(
    /got 3: the database \(CONNECTION LIMIT\) allows 5, and 2 are in use/,
  );
  await admin.query('ALTER DATABASE limited_to_12 CONNECTION LIMIT -1');
  expect(await judgeConnections(limited.url, wanted, log)).toBe(22);
});

test('while others hold all connections every door says to try again, and all is well when they let go', async () => {
  await using limited = await makeLimited('limited_to_13', 13);
  await migrate({ connectionString: limited.url, log });
  await using doors = await startDoors(limited.url);
  const askReady = async (): Promise<number> => (await fetch(`${doors.url}/readyz`)).status;
  {
    await using held = await holdConnections(limited.url, 13, () =>
      admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE usename = 'limited_to_13' AND application_name LIKE 'heliograph%'`,
      ),
    );
    expect(held.count).toBe(13);
    await eventually(askReady, (status) => status === 503);
    for (const [query, variables] of [
      ['{ cursor }', {}],
      [Enqueue.toString(), { input: aMessage() }],
    ] as const) {
      const { status, body } = await doors.api.post({ query, variables }, truthfulStatus);
      expect({ status, ...body }).toMatchObject({
        status: 503,
        errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
      });
    }
    expect(await postWebhook(doors.url, { object: 'whatsapp_business_account', entry: [] })).toBe(503);
  }
  await eventually(askReady, (status) => status === 200);
  expect(await enqueue(doors.api)).toMatch(/./);
});

interface Limited extends AsyncDisposable {
  url: string;
}

/** A database of a user who may have so many connections. */
async function makeLimited(name: string, limit: number): Promise<Limited> {
  await admin.query(`CREATE ROLE ${name} LOGIN CONNECTION LIMIT ${limit}`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(admin.url);
  url.pathname = `/${name}`;
  url.username = name;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`DROP ROLE ${name}`);
    },
  };
}

/** Takes the places as they become free, until it has so many. */
async function holdConnections(
  connectionString: string,
  count: number,
  makeRoom: () => Promise<unknown> = () => Promise.resolve(),
): Promise<AsyncDisposable & { count: number }> {
  const held: pg.Client[] = [];
  const take = async (): Promise<number> => {
    await makeRoom();
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect().then(
      () => held.push(client),
      () => undefined,
    );
    return held.length;
  };
  await eventually(take, (taken) => taken === count);
  return {
    count: held.length,
    async [Symbol.asyncDispose]() {
      await Promise.all(held.map((each) => each.end()));
    },
  };
}

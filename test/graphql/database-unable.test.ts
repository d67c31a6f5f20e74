import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { Enqueue, Watch } from '../support/operations.ts';
import { startDoors, type Doors } from '../support/start-behind-proxy.ts';
import { apiKey } from '../support/start-gateway.ts';
import { postWebhook } from '../webhooks/post-webhook.ts';
import { aMessage, enqueue, openSocket, truthfulStatus } from './scene.ts';

/** By SQLSTATE: what says something of the server or of others, and nothing of what was asked. */
const states = {
  '08000': 'connection exception',
  '08001': 'no connection could be made',
  '08003': 'the connection does not exist',
  '08006': 'the connection failed',
  '25006': 'the server only reads',
  '25P03': 'the transaction stood still for too long',
  '40001': 'a serialisation failure, again and again',
  '40P01': 'a deadlock, again and again',
  '53000': 'insufficient resources',
  '53100': 'the disk is full',
  '53200': 'out of memory',
  '53300': 'too many connections',
  '53400': 'a limit of the configuration',
  '55P03': 'a lock was not free in time',
  '57014': 'the statement took too long',
  '57P01': 'the server was told to stop',
  '57P02': 'the server crashed',
  '57P03': 'the server starts',
  '57P04': 'the database was dropped',
  '57P05': 'the session was idle for too long',
  '58000': 'a system error',
  '58030': 'an error of the disk',
};

let database: TestDatabase;
let doors: Doors;
let socket: Client;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  database = cleanup.use(await createDatabase());
  await makeUnable(database);
  doors = cleanup.use(await startDoors(database.url));
  socket = openSocket(doors.url);
  cleanup.defer(() => socket.dispose());
});
afterAll(() => cleanup.disposeAsync());

test.each(Object.entries(states))('%s, %s: every door says to try again', async (state) => {
  await database.query('INSERT INTO unable (state) VALUES ($1)', [state]);
  try {
    const [query, mutation, webhook, ...others] = await Promise.all([
      post('{ cursor }', {}),
      post(Enqueue.toString(), { input: aMessage() }),
      postWebhook(doors.url, { object: 'whatsapp_business_account', entry: [{ id: state, changes: [] }] }),
      bySocket('{ cursor }', {}),
      bySocket(Enqueue.toString(), { input: aMessage() }),
      bySocket(Watch.toString(), {}),
      byServerSentEvents(),
    ]);
    expect([query.status, mutation.status, webhook]).toEqual([503, 503, 503]);
    const unavailable = { code: 'UNAVAILABLE', retryable: true };
    for (const { errors } of [query, mutation, ...others])
      expect(errors).toMatchObject([{ extensions: unavailable }]);
    expect(mutation.errors?.[0]?.message).toMatch(/Nothing was stored; try again\.$/);
  } finally {
    await database.query('DELETE FROM unable');
  }
  expect(await enqueue(doors.api)).toMatch(/./);
});

/** The log of a tenant, which most statements need, and what stores webhooks fail with the state that stands in a table. */
async function makeUnable(database: TestDatabase): Promise<void> {
  await database.query('CREATE TABLE unable (state text)');
  await database.query(`CREATE FUNCTION is_able() RETURNS boolean LANGUAGE plpgsql AS $$
    DECLARE told text := (SELECT state FROM unable);
    BEGIN
      IF told IS NOT NULL THEN RAISE EXCEPTION 'told to fail' USING ERRCODE = told; END IF;
      RETURN true;
    END $$`);
  await database.query(`CREATE FUNCTION be_able() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM is_able(); RETURN NULL; END $$`);
  await database.query('CREATE TRIGGER able BEFORE INSERT ON webhook_inbox EXECUTE FUNCTION be_able()');
  await database.query('ALTER TABLE tenant_log RENAME TO kept_log');
  await database.query('CREATE VIEW tenant_log AS SELECT * FROM kept_log WHERE is_able()');
}

interface Answer {
  status?: number;
  errors?: readonly { message: string; extensions?: Record<string, unknown> | undefined }[] | undefined;
}

async function post(query: string, variables: object): Promise<Answer> {
  const { status, body } = await doors.api.post({ query, variables }, truthfulStatus);
  return { status, ...(body.errors ? { errors: body.errors } : {}) };
}

/** The errors of the first frame, or of the error frame. */
async function bySocket(query: string, variables: Record<string, unknown>): Promise<Answer> {
  try {
    for await (const { errors } of socket.iterate({ query, variables })) return { errors };
    return {};
  } catch (thrown) {
    return { errors: thrown as Answer['errors'] }; // graphql-ws throws the list of an error frame
  }
}

async function byServerSentEvents(): Promise<Answer> {
  const response = await fetch(`${doors.url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ query: Watch.toString() }),
  });
  const [, data = '{}'] = /^data: (\{.*)$/m.exec(await response.text()) ?? [];
  return JSON.parse(data) as Answer;
}

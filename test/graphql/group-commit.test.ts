import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CurrentCursor, Enqueue, EnqueueList } from '../support/operations.ts';
import { eventually } from '../support/eventually.ts';
import { commit } from '../support/postgres-proxy.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';
import { apiKey } from '../support/start-gateway.ts';
import { aMessage, countRows, truthfulStatus } from './scene.ts';

let gateway: BehindProxy;
beforeAll(async () => {
  gateway = await startBehindProxy();
  await gateway.database.query(
    `ALTER TABLE message ADD CONSTRAINT refuses_what_the_test_calls_bad CHECK (external_id <> 'bad')`,
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() =>
  gateway.database.query(
    'TRUNCATE idempotency_key, message, message_content, delivery, attempt, status_evidence, event, pgboss.job',
  ),
);

test('a hundred concurrent callers share a few transactions, and each is answered with their own message', async () => {
  const results = await enqueueAll(100);
  expect(results.map((each) => each.message?.externalId)).toEqual(names(100));
  expect(await countRows(gateway.database)).toMatchObject({
    messages: 100,
    deliveries: 100,
    events: 100,
    jobs: 100,
  });
  const [row] = await gateway.database.query<{ transactions: number }>(
    'SELECT count(DISTINCT xmin::text)::int AS transactions FROM message',
  );
  expect(row?.transactions).toBeLessThan(50);
});

test('one message that the database refuses harms none of a hundred concurrent callers but its own', async () => {
  const answers = await Promise.allSettled(
    names(100).map((name, index) => enqueue({ externalId: index === 41 ? 'bad' : name })),
  );
  expect(answers.flatMap((each, index) => (each.status === 'rejected' ? [index] : []))).toEqual([41]);
  expect(await countRows(gateway.database)).toMatchObject({
    messages: 99,
    deliveries: 99,
    events: 99,
    jobs: 99,
  });
});

test('concurrent callers with one key store one message, whose id all of them get', async () => {
  const results = await Promise.all(names(20).map(() => enqueue({ idempotencyKey: 'one' })));
  expect(new Set(results.map((each) => each.message?.id)).size).toBe(1);
  expect(results.filter((each) => each.replayed === false)).toHaveLength(1);
  expect(await countRows(gateway.database)).toMatchObject({ messages: 1, keys: 1, jobs: 1 });
});

test('when the answer to a shared COMMIT is lost, every caller is told that their message is stored, and it is, once', async () => {
  const lost = gateway.proxy.when(commit, 'LOSE_REPLY');
  const results = await enqueueAll(40);
  await lost;
  expect(results.map((each) => each.__typename)).toEqual(names(40).map(() => 'EnqueuedMessage'));
  expect(await countRows(gateway.database)).toMatchObject({
    messages: 40,
    deliveries: 40,
    keys: 40,
    jobs: 40,
  });
});

test('when nobody can say what became of a COMMIT, its callers get OutcomeUnknown and the others the truth', async () => {
  const lost = gateway.proxy.when(commit, 'LOSE_REPLY');
  const answers = Promise.all(names(20).map(toldOf));
  await lost;
  await gateway.proxy.goAway();
  const told = await answers;
  await gateway.proxy.comeBack();
  expect(told.filter((each) => each === 'OutcomeUnknown').length).toBeGreaterThan(0);
  // The server had done it before its answer was lost.
  const rows = await gateway.database.query<{ name: string }>('SELECT external_id AS name FROM message');
  const stored = new Set(rows.map((row) => row.name));
  for (const [index, each] of told.entries()) {
    // Of a message that was stored and could not be read then, the caller is told just that.
    if (each !== 'Stands')
      expect({ each, isStored: stored.has(String(index)) }).toEqual({ each, isStored: each !== 'NotStored' });
  }
});

test('two inputs with one key in a list whose COMMIT is uncertain are both uncertain', async () => {
  const lost = gateway.proxy.when(commit, 'LOSE_REPLY');
  const inputs = names(2).map(() => aMessage({ idempotencyKey: 'twins' }));
  const answer = gateway.api.call(EnqueueList, { inputs });
  await lost;
  await gateway.proxy.goAway();
  const { enqueueMessages } = await answer;
  await gateway.proxy.comeBack();
  expect(enqueueMessages.map((each) => each.__typename)).toEqual(['OutcomeUnknown', 'OutcomeUnknown']);
});

test('while the database is away every waiting caller is told so, and that nothing was stored', async () => {
  await gateway.proxy.goAway();
  const answers = await Promise.all(
    names(30).map(() =>
      gateway.api.post({ query: Enqueue.toString(), variables: { input: aMessage() } }, truthfulStatus),
    ),
  );
  await gateway.proxy.comeBack();
  expect(
    new Set(answers.map(({ status, body }) => `${status} ${String(body.errors?.[0]?.extensions?.['code'])}`)),
  ).toEqual(new Set(['503 UNAVAILABLE']));
  expect(await countRows(gateway.database)).toMatchObject({ messages: 0, deliveries: 0, jobs: 0 });
  expect(await enqueue({})).toMatchObject({ __typename: 'EnqueuedMessage' });
});

test('a caller who goes away before a transaction took the message has stored nothing, and the next one has', async () => {
  const release = await holdLog();
  const busy = Promise.all(names(3).map((name) => enqueue({ externalId: name })));
  await leaveWhileWaiting({ externalId: 'left' });
  const stays = enqueue({ externalId: 'stays' });
  await release();
  await Promise.all([busy, stays]);
  const rows = await gateway.database.query<{ name: string }>(
    'SELECT external_id AS name FROM message ORDER BY 1',
  );
  expect(rows.map((row) => row.name)).toEqual(['0', '1', '2', 'stays']);
});

/** Keeps every transaction of the tenant from its end, until released. */
async function holdLog(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: gateway.database.url });
  await client.connect();
  await client.query('BEGIN; SELECT FROM tenant_log FOR UPDATE');
  return () => client.end();
}

/** Sends a message and goes away when it waits behind transactions that are held up. */
async function leaveWhileWaiting(changes: Parameters<typeof aMessage>[0]): Promise<void> {
  await eventually(countHeldUp, (count) => count > 0);
  await askSomething();
  const leaving = new AbortController();
  const answer = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: Enqueue.toString(), variables: { input: aMessage(changes) } }),
    signal: leaving.signal,
  });
  // Whoever asks later is answered later: then it has been taken in, and then it has been noticed as gone.
  await askSomething();
  leaving.abort();
  await expect(answer).rejects.toThrow('aborted');
  await askSomething();
}

async function countHeldUp(): Promise<number> {
  const [row] = await gateway.database.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

async function askSomething(): Promise<void> {
  for (let time = 0; time < 3; time += 1) await gateway.api.call(CurrentCursor, {});
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function enqueueAll(count: number) {
  return Promise.all(names(count).map((name) => enqueue({ externalId: name, idempotencyKey: name })));
}

/** What the caller of one message may believe afterwards. */
async function toldOf(externalId: string): Promise<string> {
  const variables = { input: aMessage({ externalId }) };
  const { body } = await gateway.api.post({ query: Enqueue.toString(), variables });
  const [error] = body.errors ?? [];
  if (error === undefined) return (body.data?.['enqueueMessage'] as { __typename: string }).__typename; // as asked
  return error.extensions?.['retryable'] === true ? 'NotStored' : 'Stands';
}

async function enqueue(changes: Parameters<typeof aMessage>[0]) {
  const { enqueueMessage } = await gateway.api.call(Enqueue, { input: aMessage(changes) });
  return { message: undefined, replayed: undefined, messageId: undefined, ...enqueueMessage };
}

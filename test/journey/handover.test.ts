import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchMessages, type Update } from '../../examples/client/watch-messages.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { freePort } from '../support/free-port.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { apiKey } from '../support/start-gateway.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { enqueueMany } from './enqueue-many.ts';

/** Two gateways, a worker and a webhook receiver, each a process of its own; nothing is shared but Postgres. */
const running = new AsyncDisposableStack();
let database: TestDatabase;
let first: { url: string; process: RunningProcess };
let second: { url: string; process: RunningProcess; api: ApiClient };

beforeAll(async () => {
  database = running.use(await createDatabase());
  const webhookPort = await freePort();
  const simulator = running.use(
    await startSimulator({ webhookUrl: `http://127.0.0.1:${webhookPort}/webhooks/whatsapp` }),
  );
  const start = async (role: string, port: number) =>
    running.use(
      await startProcess({
        args: ['--roles', role],
        env: {
          PORT: String(port),
          DATABASE_URL: database.url,
          HELIOGRAPH_API_KEY: apiKey,
          WHATSAPP_API_URL: simulator.url,
        },
      }),
    );
  const ports = [await freePort(), await freePort()] as const;
  const [one, two] = await Promise.all([
    start('gateway', ports[0]),
    start('gateway', ports[1]),
    start('worker', 0),
    start('webhook', webhookPort),
  ]);
  const url = `http://127.0.0.1:${ports[1]}`;
  first = { url: `http://127.0.0.1:${ports[0]}`, process: one };
  second = { url, process: two, api: running.use(createApiClient(url, apiKey)) };
});
afterAll(() => running.disposeAsync());

const total = 200;

test('a client that loses its gateway in the middle goes on at the other with its cursor: what it saw is the log, without a hole or a repeat', async () => {
  const { cursor } = await second.api.call(CurrentCursor, {});
  const leaving = new AbortController();
  let url = first.url;
  const seen: string[] = [];
  const reads = new Set<string>();
  const enqueued = enqueueMany(second.api, { clients: 2, total });
  let isDrained: Promise<number | null> | undefined;
  for await (const update of watchMessages({ url: () => url, key: apiKey, cursor, signal: leaving.signal })) {
    if (update.kind !== 'event') continue;
    seen.push(update.cursor);
    if (update.event.status === 'READ') reads.add(update.event.message.id);
    if (seen.length === 100) {
      // Who only listened is deaf for a moment: that costs time, and nothing else.
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query ILIKE 'LISTEN%'`,
      );
    }
    if (seen.length === 300) {
      url = second.url;
      isDrained = first.process.end('SIGTERM');
    }
    if (reads.size === total) break;
  }
  expect(await isDrained).toBe(0);
  expect(reads).toEqual(new Set(await enqueued));

  const log: string[] = [];
  for await (const { messageEvents: item } of second.api.watch(Watch, { after: cursor })) {
    if (item.__typename === 'MessageEvent') log.push(item.cursor);
    if (item.cursor === seen.at(-1)) break;
  }
  expect(seen).toEqual(log);
});

test('a client whose history is gone takes a snapshot and goes on from its place', async () => {
  const { cursor } = await second.api.call(CurrentCursor, {});
  const leaving = new AbortController();
  const updates = watchMessages({ url: () => second.url, key: apiKey, cursor, signal: leaving.signal });
  await database.query('UPDATE tenant_log SET epoch = gen_random_uuid()');
  const snapshot = (await updates.next()).value as Update; // it goes on until its signal
  expect(snapshot).toMatchObject({
    kind: 'snapshot',
    cursor: (await second.api.call(CurrentCursor, {})).cursor,
  });
  const next = updates.next();
  const id = await enqueueText(second.api, '+16505550101');
  expect((await next).value).toMatchObject({ kind: 'event', event: { status: 'QUEUED', message: { id } } });
  leaving.abort();
  await updates.return();
});

test('a client whose key does not stand is told so, and does not try for ever', async () => {
  const { signal } = new AbortController();
  const key = 'a-key-that-nobody-has-ever-given-out';
  const updates = watchMessages({ url: () => second.url, key, cursor: 'any', signal });
  await expect(updates.next()).rejects.toMatchObject({ code: 4403 });
});

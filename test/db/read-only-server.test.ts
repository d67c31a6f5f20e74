import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { digestKey } from '../../src/auth/authenticate.ts';
import { defaultTenantId } from '../../src/auth/ensure-default-tenant.ts';
import { sqlState } from '../../src/db/failures.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { startFaultPostgres, type FaultPostgres } from '../faults/postgres.ts';
import { openProxy, type Proxy } from '../faults/proxy.ts';
import { aMessage, enqueue, truthfulStatus } from '../graphql/scene.ts';
import { createApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue, FindMessage } from '../support/operations.ts';
import { startDoors, type Doors } from '../support/start-behind-proxy.ts';
import { postWebhook } from '../webhooks/post-webhook.ts';

let postgres: FaultPostgres;
let line: Proxy;
let doors: Doors;
let address: string;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  postgres = cleanup.use(await startFaultPostgres({ staleStandby: true }));
  line = cleanup.use(await openProxy('doors→postgres', () => ({ path: postgres.nextSocket() })));
  const url = new URL(postgres.connectionString);
  url.host = `127.0.0.1:${line.port}`;
  address = url.href;
  doors = cleanup.use(await startDoors(address));
});
afterAll(() => cleanup.disposeAsync());
beforeEach(async () => {
  await eventually(askReady, (status) => status === 200);
});

const tryAgain = {
  status: 503,
  errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
};

test('no door believes what a standby does not know, and all is well as soon as the address is the primary again', async () => {
  const id = await enqueue(doors.api);
  const newKey = await makeKey();
  landOnStandby();
  await eventually(askReady, (status) => status === 503);
  expect(await post(FindMessage.toString(), { id })).toMatchObject(tryAgain);
  expect(await post(Enqueue.toString(), { input: aMessage() })).toMatchObject(tryAgain);
  // A key that the standby has never heard of: "try again", and not "this key does not stand".
  await using stranger = createApiClient(doors.url, newKey);
  const { status, body } = await stranger.post({ query: '{ cursor }' }, truthfulStatus);
  expect({ status, ...body }).toMatchObject(tryAgain);
  expect(await closeCodeOf(newKey)).toBe(1013);
  expect(await postWebhook(doors.url, { object: 'whatsapp_business_account', entry: [] })).toBe(503);

  // Nobody is cut: who stayed with the standby would stay there.
  expect(postgres.leadTo('PRIMARY')).toBeGreaterThan(0);
  await eventually(askReady, (seen) => seen === 200);
  // More at once than there are connections in the pool.
  const found = await Promise.all(Array.from({ length: 40 }, () => doors.api.call(FindMessage, { id })));
  expect(new Set(found.map(({ message }) => message?.status))).toEqual(new Set(['QUEUED']));
  const stored = await Promise.all(Array.from({ length: 40 }, () => enqueue(doors.api)));
  expect(new Set(stored).size).toBe(40);
});

test('a database that is told to take no more writes makes its processes not ready, until it takes them again', async () => {
  await postgres.query('ALTER SYSTEM SET default_transaction_read_only = on');
  try {
    await postgres.query('SELECT pg_reload_conf()');
    await eventually(askReady, (status) => status === 503);
    expect(await post(Enqueue.toString(), { input: aMessage() })).toMatchObject(tryAgain);
  } finally {
    await postgres.query('ALTER SYSTEM RESET default_transaction_read_only');
    await postgres.query('SELECT pg_reload_conf()');
  }
  await eventually(askReady, (status) => status === 200);
  await Promise.all(Array.from({ length: 40 }, () => enqueue(doors.api)));
});

test('pg-boss keeps no session with a standby either', async () => {
  await using queue = await startQueue({ connectionString: address, log: createLog('silent'), cron: false });
  landOnStandby();
  await eventually(
    () => queue.createSenderQueue('made').then(() => undefined, sqlState),
    (code) => code === '25006',
  );
  postgres.leadTo('PRIMARY');
  await Promise.all(Array.from({ length: 10 }, (_, index) => queue.createSenderQueue(`made-${index}`)));
});

function landOnStandby(): void {
  postgres.leadTo('STALE_STANDBY');
  line.cut();
}

async function askReady(): Promise<number> {
  const response = await fetch(`${doors.url}/readyz`);
  await response.arrayBuffer();
  return response.status;
}

async function post(query: string, variables: object) {
  const { status, body } = await doors.api.post({ query, variables }, truthfulStatus);
  return { status, ...body };
}

/** One that no process has met yet. */
async function makeKey(): Promise<string> {
  const key = 'a-key-that-was-made-a-moment-ago-and-is-long-enough';
  await postgres.query('INSERT INTO api_key (tenant_id, label, secret_sha256) VALUES ($1, $2, $3)', [
    defaultTenantId,
    'new',
    digestKey(key),
  ]);
  return key;
}

function closeCodeOf(key: string): Promise<number> {
  const socket = new WebSocket(`${doors.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  socket.once('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
  });
  return new Promise((resolve) => socket.once('close', resolve));
}

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { applyWebhooks } from '../../src/webhooks/apply-webhooks.ts';
import { createTroubledBodies } from '../../src/webhooks/troubled-bodies.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { FindMessage } from '../support/operations.ts';
import { startCrashingPostgres, type CrashingPostgres } from '../support/start-crashing-postgres.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { apiKey, noLimits, sender } from '../support/start-gateway.ts';
import { startSimulator, type Simulator } from '../support/start-simulator.ts';
import { shortTimes } from '../support/start-worker.ts';

const cleanup = new AsyncDisposableStack();
let postgres: CrashingPostgres;
let simulator: Simulator;
let app: App;
let api: ApiClient;

beforeAll(async () => {
  postgres = cleanup.use(await startCrashingPostgres());
  const port = await freePort();
  simulator = cleanup.use(await startSimulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp` }));
  const config = readConfig(
    { PORT: String(port), HELIOGRAPH_API_KEY: apiKey, ...ownSecrets, ...noLimits },
    [],
  );
  const given = { databaseUrl: postgres.url, apiKey, whatsappUrl: simulator.url };
  app = cleanup.use(await startApp({ ...config, ...given }, createLog('silent'), quiet));
  api = cleanup.use(createApiClient(`http://127.0.0.1:${app.port}`, apiKey));
});
afterAll(() => cleanup.disposeAsync());
/**
 * A number is given out again only when nothing that was written after it has reached the disk. So the clock's own acts wait
 * for an hour, and what is about a lost number happens several times: now and then somebody else writes all the same.
 */
const quiet = {
  housekeeping: Object.fromEntries(
    Object.keys(shortTimes.housekeeping).map((act) => [act, 3_600_000]),
  ) as typeof shortTimes.housekeeping,
};
beforeEach(() => simulator.setRules({ rules: [] }));

test('an enqueue that a crash took back is stored again before it is acknowledged, although somebody else has its number', async () => {
  for (const phone of ['+16505550201', '+16505550202', '+16505550203']) {
    const back = postgres.crashAt('enqueue.beforeCommit');
    const id = await enqueue(phone);
    await back;
    expect((await api.call(FindMessage, { id })).message).toMatchObject({ id });
  }
});

test('what was claimed in a claim that a crash took back is not sent before it is claimed again, although somebody else has its number', async () => {
  // A webhook that is faster would hide what was sent in vain.
  await simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  for (const phone of ['+16505550211', '+16505550212', '+16505550213']) {
    const back = postgres.crashAt('claim.beforeCommit');
    const id = await enqueue(phone);
    await back;
    await hasStatus(id, 'ACCEPTED');
    await isQuiet();
    expect(await copiesOf(id)).toHaveLength(1);
  }
});

test('an answer of WhatsApp whose settlement a crash took back is settled again, although somebody else has its number', async () => {
  // Nothing else tells of it, and its worker has nothing else to do by then.
  await simulator.setRules({
    rules: [{ answer: { kind: 'slowHead', ms: 500 }, webhooks: { drop: 'all' } }],
  });
  for (const phone of ['+16505550221', '+16505550222', '+16505550223']) {
    const back = postgres.crashAt('settle.beforeCommit');
    const id = await enqueue(phone);
    await back;
    await hasStatus(id, 'ACCEPTED');
    expect(await copiesOf(id)).toHaveLength(1);
  }
});

test('webhooks whose application a crash took back are applied when they are said to be, although somebody else has the number', async () => {
  await using stack = new AsyncDisposableStack();
  const log = createLog('silent');
  // The app has an applier of its own, which must not come first.
  await app[Symbol.asyncDispose]();
  const database = stack.use(openDatabase({ connectionString: postgres.url, name: 'test', max: 2, log }));
  const queue = stack.use(await startQueue({ connectionString: postgres.url, log, cron: false }));
  const keys = await deriveKeys(database, ['opaque value', 'recipient']);
  const doorbell = {
    ring: () => undefined,
    onRing: () => () => undefined,
    [Symbol.asyncDispose]: async () => {},
  };
  const body = Buffer.from('{}');
  await postgres.query('DELETE FROM webhook_inbox WHERE applied_at IS NULL');
  await postgres.query('INSERT INTO webhook_inbox (body, body_sha256) VALUES ($1, $2)', [
    body,
    createHash('sha256').update(body).digest(),
  ]);
  const back = postgres.crashAt('apply.beforeCommit');
  const tools = {
    database,
    queue,
    doorbell,
    opaqueKey: keys['opaque value'],
    recipientKey: keys.recipient,
    settleWindowMs: 5_000,
    log,
  };
  const applied = await applyWebhooks(tools, createTroubledBodies());
  await back;
  expect(applied).toBe(1);
  const waiting = await postgres.query('SELECT FROM webhook_inbox WHERE applied_at IS NULL');
  expect(waiting).toEqual([]);
});

async function hasStatus(id: string, wanted: string): Promise<void> {
  await eventually(
    async () => (await api.call(FindMessage, { id })).message?.status ?? '',
    (status) => status === wanted,
  );
}

/** Nothing waits to be sent, and nothing is on its way. */
async function isQuiet(): Promise<void> {
  await eventually(
    () =>
      postgres.query(
        `SELECT FROM pgboss.job WHERE name LIKE 'send/%'
         UNION ALL SELECT FROM delivery WHERE phase IN ('QUEUED', 'SENDING', 'RETRY_WAIT', 'UNKNOWN')`,
      ),
    (rows) => rows.length === 0,
  );
}

async function copiesOf(id: string) {
  return (await simulator.ledger()).filter((entry) => entry.wamid !== null && entry.opaque?.includes(id));
}

/** Asks for nothing that has to be read, and again while the database is away. */
async function enqueue(phone: string): Promise<string> {
  const query = `mutation ($input: EnqueueMessageInput!) {
    enqueueMessage(input: $input) { ... on EnqueuedMessage { message { id } } }
  }`;
  const variables = { input: { from: sender, to: { phone }, message: { text: { body: 'Hello' } } } };
  const answer = await eventually(
    async () => {
      const response = await fetch(`http://127.0.0.1:${app.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ query, variables }),
      });
      return JSON.stringify(await response.json());
    },
    (text) => !text.includes('UNAVAILABLE'),
  );
  const id = /"id":"([^"]+)"/.exec(answer)?.[1];
  if (id === undefined) throw new Error(`Expected a message, got ${answer}.`);
  return id;
}

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { CommitUnknown } from '../../src/db/failures.ts';
import { createLog } from '../../src/log/log.ts';
import { startFaultPostgres, type FaultPostgres } from '../faults/postgres.ts';
import type { Standby } from '../faults/start-standby.ts';
import { storeWebhook } from '../../src/webhooks/store-webhook.ts';
import { createApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue } from '../support/operations.ts';
import { apiKey, sender } from '../support/start-gateway.ts';

let postgres: FaultPostgres;
let standby: Standby;
let database: Database;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  postgres = cleanup.use(await startFaultPostgres({ replication: 'SYNCHRONOUS' }));
  if (!postgres.standby) throw new Error('Expected a standby, got none.');
  standby = postgres.standby;
  await postgres.query('CREATE TABLE account (name text PRIMARY KEY)');
  const { connectionString } = postgres;
  database = cleanup.use(openDatabase({ connectionString, name, max: 4, log: createLog('silent') }));
});
beforeEach(() => {
  standby.line.heal();
});
afterAll(async () => {
  standby.line.heal();
  await cleanup.disposeAsync();
});

const name = 'waits-for-standby';

test('a COMMIT whose wait for the standby was canceled is not answered as stored', async () => {
  standby.line.stall(Infinity);
  const answer = store('canceled');
  await endItsWait('pg_cancel_backend');
  expect(await answer).toBeInstanceOf(CommitUnknown);
  standby.line.heal();
  expect(await countStored('canceled')).toBe(1);
});

test('a verdict whose own wait for the standby was canceled is none', async () => {
  standby.line.stall(Infinity);
  const answer = store('canceled twice');
  await endItsWait('pg_cancel_backend');
  await endItsWait('pg_cancel_backend', 'heliograph-verdict');
  expect(await answer).toBeInstanceOf(CommitUnknown);
});

test('a COMMIT whose session was ended while it waited for the standby is not answered as stored', async () => {
  standby.line.stall(Infinity);
  const answer = store('terminated');
  await endItsWait('pg_terminate_backend');
  expect(await answer).toBeInstanceOf(CommitUnknown);
  standby.line.heal();
  expect(await countStored('terminated')).toBe(1);
});

test('a COMMIT whose wait was canceled is answered as stored, once, when the standby has it after all', async () => {
  standby.line.stall(Infinity);
  const answer = store('late');
  const pid = await endItsWait('pg_cancel_backend');
  // Whoever asks what became of it waits for the standby himself.
  await eventually(
    () => listWaiting(),
    (waiting) => waiting.some((each) => each.pid !== pid),
  );
  standby.line.heal();
  expect(await answer).toBe('stored');
  expect(await countStored('late')).toBe(1);
  expect(runs).toBe(1);
});

test('while the standby is away no sessions pile up that ask what became of a COMMIT', async () => {
  standby.line.stall(Infinity);
  const answer = store('piled');
  await endItsWait('pg_cancel_backend');
  expect(await answer).toBeInstanceOf(CommitUnknown);
  const left = (await listWaiting()).filter((each) => each.name === 'heliograph-verdict');
  expect(left.length).toBeLessThan(2);
  standby.line.heal();
});

test('a COMMIT waits for the standby, and is answered when it has it', async () => {
  standby.line.stall(Infinity);
  const answer = store('waiting');
  await eventually(listWaiting, (waiting) => waiting.some((each) => each.name === name));
  standby.line.heal();
  expect(await answer).toBe('stored');
  expect(await countStored('waiting')).toBe(1);
});

test('a webhook that comes again is not answered as stored before the standby has it', async () => {
  const doorbell = {
    ring: () => undefined,
    onRing: () => () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const body = Buffer.from('{"webhook":1}');
  const tell = () => storeWebhook({ database, doorbell }, body);
  standby.line.stall(Infinity);
  const first = tell().catch((error: unknown) => error);
  await endItsWait('pg_cancel_backend');
  expect(await first).toBeInstanceOf(CommitUnknown);
  let isAnswered = false;
  const second = tell().then(() => {
    isAnswered = true;
  });
  await eventually(listWaiting, (waiting) => waiting.some((each) => each.name === name));
  expect(isAnswered).toBe(false);
  standby.line.heal();
  await second;
  expect(await postgres.query('SELECT FROM webhook_inbox')).toHaveLength(1);
});

test(
  'a message that is there is not acknowledged again before the standby has it',
  { timeout: 60_000 },
  async () => {
    const config = readConfig({ PORT: '0', HELIOGRAPH_API_KEY: apiKey, HELIOGRAPH_ROLES: 'gateway' }, []);
    const given = { databaseUrl: postgres.connectionString, apiKey, whatsappUrl: 'http://127.0.0.1:9' };
    await using app = await startApp({ ...config, ...given }, createLog('silent'));
    await using api = createApiClient(`http://127.0.0.1:${app.port}`, apiKey);
    const input = {
      from: sender,
      to: { phone: '+16505550101' },
      message: { text: { body: 'Hello' } },
      idempotencyKey: 'key',
    };
    const enqueue = async () => (await api.call(Enqueue, { input })).enqueueMessage;
    standby.line.stall(Infinity);
    // Stored here by now: the second call finds it.
    for (let call = 1; call <= 2; call += 1) {
      const answer = enqueue();
      await endItsWait('pg_cancel_backend', 'heliograph-main');
      expect(await answer).toMatchObject({ __typename: 'OutcomeUnknown' });
    }
    standby.line.heal();
    expect(await enqueue()).toMatchObject({ __typename: 'EnqueuedMessage', replayed: true });
  },
);

let runs = 0;

function store(account: string): Promise<unknown> {
  runs = 0;
  return database
    .transaction((tx) => {
      runs += 1;
      return tx.query('INSERT INTO account VALUES ($1)', [account]);
    })
    .then(
      () => 'stored',
      (error: unknown) => error,
    );
}

/** Answers whose it was. */
async function endItsWait(how: 'pg_cancel_backend' | 'pg_terminate_backend', of = name): Promise<number> {
  const waiting = await eventually(listWaiting, (seen) => seen.some((each) => each.name === of));
  const pid = waiting.find((each) => each.name === of)?.pid ?? 0;
  await postgres.query(`SELECT ${how}($1)`, [pid]);
  return pid;
}

/** Sessions whose COMMIT is on the primary's disk, and not on the standby's. */
function listWaiting(): Promise<{ pid: number; name: string }[]> {
  return postgres.query(
    `SELECT pid, application_name AS name FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
  );
}

async function countStored(account: string): Promise<number> {
  return (await postgres.query('SELECT 1 FROM account WHERE name = $1', [account])).length;
}

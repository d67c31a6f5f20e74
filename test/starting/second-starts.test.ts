import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../support/api-client.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { freePort } from '../support/free-port.ts';
import { startProcess } from '../support/start-process.ts';
import { startSimulator } from '../support/start-simulator.ts';

const key = 'the-key-that-clients-of-the-gateway-have';
const otherKey = 'a-key-that-was-left-in-some-file-of-settings';
/** As an egress proxy of this machine with WhatsApp behind it. Nobody listens there. */
const account = { WHATSAPP_API_URL: 'http://127.0.0.1:1', WHATSAPP_ACCESS_TOKEN: 'EAAx' };

let place: string;
let database: TestDatabase;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-second-'));
  database = await createDatabase();
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

test('a start whose port is taken sends nothing of what waits, and changes no key and no sender', async () => {
  await using simulator = await startSimulator({ webhookUrl: 'http://127.0.0.1:9/' });
  const PORT = String(await freePort());
  await using gateway = await startProcess({
    args: ['--roles', 'gateway'],
    env: { ...(await withDatabase()), PORT, HELIOGRAPH_API_KEY: key },
  });
  await using api = createApiClient(`http://127.0.0.1:${PORT}`, key);
  await enqueueText(api, '+16505550101');
  const before = await keysAndSenders();
  const second = startProcess({
    env: {
      ...(await withDatabase()),
      PORT,
      HELIOGRAPH_API_KEY: otherKey,
      WHATSAPP_API_URL: simulator.url,
      WHATSAPP_SENDERS: '+15550783881=1',
    },
  });
  await expect(second).rejects.toThrow(/another program listens there/);
  expect(gateway.child.exitCode).toBeNull();
  expect(await simulator.ledger()).toEqual([]);
  expect(await database.query('SELECT FROM attempt')).toEqual([]);
  expect(await keysAndSenders()).toEqual(before);
});

test('"npm start" in the folder of a gateway that was given a key leaves that key as it is, on any port', async () => {
  const folder = { HELIOGRAPH_DATA_DIR: join(place, 'data'), SIMULATOR_PORT: '0' };
  const PORT = String(await freePort());
  await using first = await startProcess({ env: { ...folder, PORT, HELIOGRAPH_API_KEY: key } });
  await expect(startProcess({ env: { ...folder, PORT } })).rejects.toThrow(/another program listens there/);
  const elsewhere = startProcess({ env: { ...folder, PORT: String(await freePort()) } });
  await expect(elsewhere).rejects.toThrow(/Expected HELIOGRAPH_API_KEY/);
  expect(await ask(PORT, key)).toBe(200);
  expect(first.output()).not.toContain('auth.key_replaced');
});

test('a key that was made is replaced by one that is given, which is said in the log', async () => {
  const folder = { HELIOGRAPH_DATA_DIR: join(place, 'data'), SIMULATOR_PORT: '0' };
  const [one, two] = [String(await freePort()), String(await freePort())];
  await using first = await startProcess({ env: { ...folder, PORT: one } });
  const [made = ''] = /hg_[\w-]{43,}/.exec(first.output()) ?? [];
  expect(await ask(one, made)).toBe(200);
  await using second = await startProcess({ env: { ...folder, PORT: two, HELIOGRAPH_API_KEY: key } });
  expect(second.output()).toContain('auth.key_replaced');
  expect([await ask(two, key), await ask(two, made)]).toEqual([200, 401]);
});

test('another key that is given replaces the one before, which is said in the log', async () => {
  const roles = ['--roles', 'gateway'];
  await using first = await startProcess({
    args: roles,
    env: { ...(await withDatabase()), HELIOGRAPH_API_KEY: key },
  });
  await using second = await startProcess({
    args: roles,
    env: { ...(await withDatabase()), HELIOGRAPH_API_KEY: otherKey },
  });
  expect(first.output()).not.toContain('auth.key_replaced');
  expect(second.output()).toContain('auth.key_replaced');
});

test('where an account has been used no worker simulates WhatsApp, and the other way round an account may follow', async () => {
  const env = { ...(await withDatabase()), HELIOGRAPH_API_KEY: key };
  await (await startProcess({ env })).end('SIGTERM');
  await using worker = await startProcess({ args: ['--roles', 'worker'], env: { ...env, ...account } });
  for (const args of [['--roles', 'worker'], []])
    await expect(startProcess({ args, env: { ...env, PORT: String(await freePort()) } })).rejects.toThrow(
      /Expected WHATSAPP_API_URL, because this database has been used with a real account/,
    );
  await using gateway = await startProcess({
    args: ['--roles', 'gateway'],
    env: { ...env, PORT: String(await freePort()) },
  });
  expect([worker, gateway].map((each) => each.output().includes('Heliograph is running'))).toEqual([
    true,
    true,
  ]);
});

async function withDatabase(): Promise<Record<string, string>> {
  return {
    DATABASE_URL: database.url,
    HELIOGRAPH_DATA_DIR: join(place, 'data'),
    PORT: String(await freePort()),
    SIMULATOR_PORT: '0',
  };
}

function keysAndSenders(): Promise<object[]> {
  return database.query(
    `SELECT encode(secret_sha256, 'hex') AS value FROM api_key UNION ALL SELECT phone_number_id FROM sender`,
  );
}

async function ask(port: string, bearer: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query: '{ senders { phoneNumber } }' }),
  });
  return response.status;
}

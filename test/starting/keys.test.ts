import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../support/api-client.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { FindMessage } from '../support/operations.ts';
import { startProcess } from '../support/start-process.ts';

const key = 'the-key-that-clients-of-the-gateway-have';

let place: string;
let database: TestDatabase;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-keys-'));
  database = await createDatabase();
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

test.each([
  ['without a key', {}],
  ['with another key', { HELIOGRAPH_API_KEY: 'a-key-that-was-left-in-some-file-of-settings' }],
])('a worker that starts %s leaves the key of the gateway as it is', async (_, settings) => {
  const port = await freePort();
  await using gateway = await startProcess({
    args: ['--roles', 'gateway'],
    env: { ...(await env()), PORT: String(port), HELIOGRAPH_API_KEY: key },
  });
  const before = await keys();
  await using worker = await startProcess({
    args: ['--roles', 'worker'],
    env: { ...(await env()), ...settings },
  });

  expect(await keys()).toEqual(before);
  expect(before).toHaveLength(1);
  expect(worker.output()).not.toContain('API key');
  expect(gateway.output()).toContain('the one in HELIOGRAPH_API_KEY');
  expect(await readdir(place)).toEqual([]);
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ senders { phoneNumber } }' }),
  });
  expect(response.status).toBe(200);
});

test('a worker without a webhook role says where its simulator sends webhooks, and what to set', async () => {
  await using worker = await startProcess({ args: ['--roles', 'worker'], env: await env() });
  expect(worker.output()).toContain('webhooks go to http://127.0.0.1:4000/webhooks/whatsapp');
  expect(worker.output()).toContain('SIMULATOR_WEBHOOK_URL');
});

test.each(['::1', '::', '0.0.0.0', 'localhost'])(
  'with SIMULATOR_HOST=%s and the same HOST the worker finds its simulator, and the simulator its webhooks',
  async (host) => {
    const port = await freePort();
    await using started = await startProcess({
      env: {
        ...(await env()),
        HOST: host,
        SIMULATOR_HOST: host,
        PORT: String(port),
        HELIOGRAPH_API_KEY: key,
      },
    });
    const url = /GraphiQL +(http:\S+)\/graphql/.exec(started.output())?.[1] ?? '';
    await using api = createApiClient(url.replace(/\[::\]|0\.0\.0\.0/, 'localhost'), key);
    const id = await enqueueText(api, '+16505550101');
    await eventually(
      () => api.call(FindMessage, { id }),
      ({ message }) => message?.status === 'READ',
    );
  },
);

test('a HOST with a zone asks for SIMULATOR_WEBHOOK_URL, which no address can name', async () => {
  const starting = startProcess({ env: { ...(await env()), HOST: 'fe80::1%lo', HELIOGRAPH_API_KEY: key } });
  await expect(starting).rejects.toThrow(/Expected SIMULATOR_WEBHOOK_URL/);
});

test.each(['::1', '[::1]'])('HOST=%s works, with brackets where an address is told', async (host) => {
  const port = await freePort();
  await using started = await startProcess({
    env: { ...(await env()), HOST: host, PORT: String(port), HELIOGRAPH_API_KEY: key },
  });
  expect(started.output()).toContain(`http://[::1]:${port}/graphql`);
  expect((await fetch(`http://[::1]:${port}/readyz`)).status).toBe(200);
});

async function env(): Promise<Record<string, string>> {
  return {
    DATABASE_URL: database.url,
    HELIOGRAPH_DATA_DIR: join(place, 'data'),
    PORT: String(await freePort()),
    SIMULATOR_PORT: '0',
  };
}

function keys(): Promise<object[]> {
  return database.query('SELECT encode(secret_sha256, $$hex$$) AS key FROM api_key');
}

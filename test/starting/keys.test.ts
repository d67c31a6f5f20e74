import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { freePort } from '../support/free-port.ts';
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

import { expect, test } from 'vitest';
import { createApiClient } from '../support/api-client.ts';
import { createDatabase } from '../support/create-database.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { freePort } from '../support/free-port.ts';
import { apiKey } from '../support/start-gateway.ts';
import { startProcess } from '../support/start-process.ts';

test('two gateways listen on one port, and when one of them ends the other goes on', async () => {
  await using running = new AsyncDisposableStack();
  const database = running.use(await createDatabase());
  const port = await freePort();
  const env = {
    PORT: String(port),
    SHARE_PORT: 'true',
    HELIOGRAPH_ROLES: 'gateway',
    DATABASE_URL: database.url,
    HELIOGRAPH_API_KEY: apiKey,
    WHATSAPP_API_URL: 'http://127.0.0.1:9',
  };
  const [first] = await Promise.all([1, 2].map(async () => running.use(await startProcess({ env }))));
  const api = running.use(createApiClient(`http://127.0.0.1:${port}`, apiKey));
  const answer = async () => enqueueText(api, '+16505550101');
  expect((await Promise.all(Array.from({ length: 20 }, answer))).length).toBe(20);

  expect(await first?.end('SIGTERM')).toBe(0);
  // A connection that the first one kept is gone; whoever comes anew finds the second one.
  await answer().catch(() => undefined);
  expect((await Promise.all(Array.from({ length: 20 }, answer))).length).toBe(20);
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int FROM message');
  expect(row?.count).toBeGreaterThanOrEqual(40);
});

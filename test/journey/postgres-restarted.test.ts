import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { createApiClient } from '../support/api-client.ts';
import { freePort } from '../support/free-port.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { apiKey } from '../support/start-gateway.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { enqueueMany } from './enqueue-many.ts';

const total = 500;

test('Postgres is killed and started again in the middle: the gateway goes on by itself, and every acknowledged message is there and was sent once', async () => {
  await using running = new AsyncDisposableStack();
  const log = createLog('silent');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-restart-'));
  running.defer(() => rm(directory, { recursive: true, force: true }));
  const postgres = running.use(await startEmbeddedPostgres({ directory, log }));
  await migrate({ connectionString: postgres.connectionString, log });
  const port = await freePort();
  const simulator = running.use(
    await startSimulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp` }),
  );
  const config = readConfig({ PORT: String(port), HELIOGRAPH_API_KEY: apiKey, ...ownSecrets }, []);
  running.use(
    await startApp(
      { ...config, apiKey, databaseUrl: postgres.connectionString, whatsappUrl: simulator.url },
      log,
    ),
  );
  const api = running.use(createApiClient(`http://127.0.0.1:${port}`, apiKey));
  const { cursor } = await api.call(CurrentCursor, {});

  const enqueued = enqueueMany(api, { clients: 4, total, retry: true });
  const read = new Set<string>();
  let restarts = 0;
  let after = cursor;
  while (read.size < total) {
    // A client that loses its stream with the database comes back with its cursor.
    try {
      for await (const { messageEvents: item } of api.watch(Watch, { after })) {
        after = item.cursor;
        if (item.__typename === 'MessageEvent' && item.status === 'READ') read.add(item.message.id);
        if (read.size === total) break;
        if (read.size >= 50 && restarts === 0) {
          restarts += 1;
          await killPostgres(directory);
          running.use(await startEmbeddedPostgres({ directory, log }));
        }
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }

  expect(restarts).toBe(1);
  expect(new Set(await enqueued)).toEqual(read);
  const sent = (await simulator.ledger()).map((entry) => entry.opaque?.split('.')[1]);
  expect(new Set(sent).size).toBe(sent.length);
  expect(new Set(sent)).toEqual(read);
});

/** As a crash would: every backend is gone at once, and the next start recovers from the log. */
async function killPostgres(directory: string): Promise<void> {
  const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGQUIT');
}

import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log/log.ts';
import { compareWithEvidence } from '../../src/delivery/compare-with-evidence.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startGateway } from '../support/start-gateway.ts';
import { startProcess } from '../support/start-process.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { allApplied, postUntilTaken, postWebhook } from './post-webhook.ts';
import { poison } from './poison.ts';

const total = 300;

test('killed after its 200, with a poisoned item in every body and all of it told a hundred times to several gateways: nothing is lost and nothing doubled', async () => {
  await using gateway = await startGateway();
  const { api, database, simulator, config } = gateway;
  await simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  const ids = await enqueueMany(api, { clients: 2, total });
  const rank = () => database.query<{ rank: number }>('SELECT rank FROM delivery');
  await eventually(rank, (rows) => rows.every((row) => row.rank === 1));
  const ledger = await simulator.ledger();
  await gateway.app[Symbol.asyncDispose]();

  // A process of its own that stores and applies, killed as soon as it has answered for everything.
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATABASE_URL: database.url,
    HELIOGRAPH_API_KEY: config.apiKey,
    WHATSAPP_API_URL: simulator.url,
    LOG_LEVEL: 'error',
  };
  const told = ['sent', 'delivered', 'read'].map((status) =>
    statusWebhook([...ledger.map((entry) => statusOf(entry, status)), poison()]),
  );
  await using victim = await startProcess({ env, args: ['--roles', 'worker,webhook'] });
  const answers = await Promise.all(told.map((body) => postWebhook(`http://127.0.0.1:${port}`, body)));
  await victim.end('SIGKILL');
  expect(answers).toEqual([200, 200, 200]);

  // Everything again, a hundred times, at four other gateways at once.
  await using several = new AsyncDisposableStack();
  const silent = createLog('silent');
  const others = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const roles = new Set(['webhook', 'worker'] as const);
      return several.use(await startApp({ ...config, port: 0, roles }, silent));
    }),
  );
  for (let round = 0; round < 25; round += 1) {
    const again = others.flatMap(({ port: at }) =>
      told.map((body) => postUntilTaken(() => postWebhook(`http://127.0.0.1:${at}`, body))),
    );
    await Promise.all(again);
  }
  await allApplied(gateway);

  const states = await database.query<{ rank: number; times: number }>(
    'SELECT rank, num_nonnulls(sent_at, delivered_at, read_at) AS times FROM delivery',
  );
  expect(states).toEqual(ids.map(() => ({ rank: 5, times: 3 })));
  const [counts] = await database.query(
    `SELECT (SELECT count(*)::int FROM webhook_inbox) AS bodies,
       (SELECT count(*)::int FROM webhook_dead_item) AS dead,
       (SELECT count(*)::int FROM status_evidence WHERE status = 'read') AS read,
       (SELECT count(*)::int FROM event WHERE status = 'READ') AS events`,
  );
  expect(counts).toEqual({ bodies: 3, dead: 3, read: total, events: total });
  expect((await compareWithEvidence(database, undefined, 10_000)).discrepancies).toEqual([]);
});

import { expect, test } from 'vitest';
import { enqueue } from '../graphql/scene.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { eventually } from '../support/eventually.ts';
import { sender, startGateway } from '../support/start-gateway.ts';
import { startWorker } from '../support/start-worker.ts';

const small = '+15550783882';
/** More by FAIRNESS_BACKLOG: a multiple of 50. */
const backlog = Number(process.env['FAIRNESS_BACKLOG'] ?? 3_000);
/** As many as make a 99th of a hundred, in a longer run. */
const trickle = backlog > 3_000 ? 200 : 40;

test('however long the queue of one sender is, a message of another leaves within 2 seconds (99 %)', async () => {
  await using gateway = await startGateway({
    env: {
      HELIOGRAPH_ROLES: 'gateway,webhook',
      WHATSAPP_SENDERS: `${sender}=106540352242922@100,${small}=106540352242923@80`,
    },
    simulatorEnv: { SIMULATOR_SENDERS: `${sender}=106540352242922,${small}=106540352242923` },
  });
  const { api, simulator, database } = gateway;
  await simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  await enqueueMany(api, { clients: 4, total: backlog });
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, {}));
  const sent = () => database.query(`SELECT 1 FROM attempt LIMIT 100`);
  await eventually(sent, (rows) => rows.length === 100);
  for (let count = 0; count < trickle; count += 1) {
    const id = await enqueue(api, { from: small });
    await eventually(
      () => database.query('SELECT 1 FROM attempt WHERE message_id = $1', [id]),
      (rows) => rows.length === 1,
    );
  }
  const rows = await database.query<{ ms: number }>(
    `SELECT extract(epoch FROM started_at - message.created_at)::float8 * 1000 AS ms
     FROM attempt JOIN message USING (tenant_id, message_id) JOIN sender ON sender.sender_id = message.sender_id
     WHERE phone_number = $1 ORDER BY ms`,
    [small],
  );
  const p99 = rows[Math.floor(rows.length * 0.99)]?.ms ?? Infinity;
  process.stdout.write(`${JSON.stringify({ backlog, p50: rows[trickle / 2]?.ms, p99 })}\n`);
  expect(rows).toHaveLength(trickle);
  expect(p99).toBeLessThanOrEqual(2_000);
  const waiting = await database.query('SELECT 1 FROM delivery WHERE ready LIMIT 1');
  expect(waiting).toHaveLength(1);
}, 600_000);

test('of one sender the urgent go first and the lowest last, and still every eighth is one of the lowest', async () => {
  await using gateway = await startGateway({
    env: { HELIOGRAPH_ROLES: 'gateway,webhook', WHATSAPP_SENDERS: `${sender}=106540352242922@200` },
  });
  const { api, simulator, database } = gateway;
  await simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  const ids = await enqueueMany(api, { clients: 1, total: 150 });
  // In the order in which they were stored: low, normal, high.
  const priorityOf = new Map(ids.toSorted().map((id, index) => [id, Math.floor(index / 50)]));
  for (const priority of [0, 1, 2]) {
    const some = ids.filter((id) => priorityOf.get(id) === priority);
    await database.query('UPDATE delivery SET priority = $1 WHERE message_id = ANY($2)', [priority, some]);
    await database.query('UPDATE pgboss.job SET priority = $1 WHERE singleton_key = ANY($2)', [
      priority,
      some,
    ]);
  }
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, {}));
  const ledger = await eventually(
    () => simulator.ledger(),
    (entries) => entries.length === 150,
  );
  const order = ledger.map((entry) => priorityOf.get(entry.opaque?.split('.')[1] ?? ''));
  // The first 56 are 49 urgent ones and 7 of the lowest; sends of one claim may overtake each other.
  const count = (priority: number, span: readonly unknown[]) =>
    span.filter((each) => each === priority).length;
  expect(count(2, order.slice(0, 56))).toBeGreaterThanOrEqual(42);
  expect(count(0, order.slice(0, 56))).toBeGreaterThanOrEqual(5);
  expect(count(0, order.slice(0, 56))).toBeLessThanOrEqual(9);
  expect(count(0, order.slice(110))).toBeGreaterThanOrEqual(25);
});

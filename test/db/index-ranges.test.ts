import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { findSendersByPhone } from '../../src/senders/find-senders.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { explainAct } from '../support/explain-act.ts';
import { fillHistory } from '../support/fill-history.ts';
import { fillQueue } from '../support/fill-queue.ts';
import { sender as phone, startGateway, type Gateway } from '../support/start-gateway.ts';
import { hotActs, type Filled } from './hot-acts.ts';

/** Enough that reading all of it is seen, and that the planner prefers an index by itself. */
const depth = 100_000;
/** The largest page or batch of ours is 5,000 rows; what is read for it may be somewhat more. */
const mostRows = 6_000;
const grows =
  /^(message|message_content|delivery|attempt|status_evidence|event|idempotency_key|webhook_inbox|webhook_dead_item|lane|pair_pace|contact_window|inbound_message|suppression|job|j[0-9a-f]{8,})$/;

const running = new AsyncDisposableStack();
let gateway: Gateway;
let filled: Filled;

beforeAll(async () => {
  gateway = running.use(await startGateway(nothingIsSent));
  const { database } = gateway;
  const queue = running.use(
    await startQueue({ connectionString: database.url, log: createLog('error'), cron: false }),
  );
  const sender = (await findSendersByPhone(database, tenantId, [phone])).get(phone);
  if (!sender) throw new Error('Expected the sender of development, got none.');
  await fillQueue(database, depth);
  const sent = await fillHistory(database, depth);
  const lanes = await database.query<{ id: Buffer }>(
    'SELECT lane_id AS id FROM lane WHERE released_place < last_place LIMIT 50',
  );
  const inbound = await database.query<{ id: string }>(
    'SELECT inbound_id AS id FROM inbound_message ORDER BY inbound_id DESC LIMIT 200',
  );
  filled = {
    queue,
    sender,
    sent,
    laneIds: lanes.map((row) => row.id),
    inboundIds: inbound.map((row) => row.id),
  };
}, 240_000);
afterAll(() => running.disposeAsync());

test.each(Object.entries(hotActs))(
  '%s reads a range of an index, however much is stored',
  async (_name, act) => {
    const scans = await explainAct(gateway.database.url, (tx) => act(tx, filled));
    const wide = scans.filter(
      ({ relation, node, rows }) => grows.test(relation) && (node === 'Seq Scan' || rows > mostRows),
    );
    expect(wide).toEqual([]);
    expect(scans.length).toBeGreaterThan(0);
  },
);

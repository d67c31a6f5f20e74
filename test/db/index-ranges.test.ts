import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { findAdoptable } from '../../src/delivery/adopt-parked.ts';
import { expireDeliveries } from '../../src/delivery/expire-deliveries.ts';
import { findWaitingSenders } from '../../src/delivery/find-waiting-senders.ts';
import { promoteDeliveries } from '../../src/delivery/promote-deliveries.ts';
import { readDepth } from '../../src/delivery/read-depth.ts';
import { readLongReady } from '../../src/delivery/read-long-ready.ts';
import { recordStatuses } from '../../src/delivery/record-statuses.ts';
import { settleDeliveries } from '../../src/delivery/settle-deliveries.ts';
import { sweepLeases } from '../../src/delivery/sweep-leases.ts';
import { claimMessages } from '../../src/dispatch/claim-messages.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { readHead, readLog } from '../../src/events/read-log.ts';
import { readTimelines } from '../../src/events/read-timelines.ts';
import { createLog } from '../../src/log/log.ts';
import { pruneKeys } from '../../src/messages/claim-keys.ts';
import { enqueueMessages } from '../../src/messages/enqueue-messages.ts';
import { findMessages } from '../../src/messages/find-messages.ts';
import { listMessages } from '../../src/messages/list-messages.ts';
import { startQueue, type Queue } from '../../src/queue/start-queue.ts';
import type { PhoneNumber } from '../../src/recipient/phone-number.ts';
import { findSendersByPhone } from '../../src/senders/find-senders.ts';
import type { Sender } from '../../src/senders/sender.ts';
import { pruneInbox, takeWaiting } from '../../src/webhooks/inbox.ts';
import { explainAct } from '../support/explain-act.ts';
import { fillHistory } from '../support/fill-history.ts';
import { fillQueue } from '../support/fill-queue.ts';
import { sender as phone, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent } from '../graphql/scene.ts';

/** Enough that reading all of it is seen, and that the planner prefers an index by itself. */
const depth = 100_000;
/** The largest page or batch of ours is 2,000 rows; what is read for it may be somewhat more. */
const mostRows = 5_000;
const grows =
  /^(message|message_content|delivery|attempt|status_evidence|event|idempotency_key|webhook_inbox|job|j[0-9a-f]{8,})/;

const running = new AsyncDisposableStack();
let gateway: Gateway;
let queue: Queue;
let sender: Sender;
let sent: { messageId: string; wamid: string }[];

beforeAll(async () => {
  gateway = running.use(await startGateway(nothingIsSent));
  const { database } = gateway;
  queue = running.use(
    await startQueue({ connectionString: database.url, log: createLog('error'), cron: false }),
  );
  const found = (await findSendersByPhone(database, tenantId, [phone])).get(phone);
  if (!found) throw new Error('Expected the sender of development, got none.');
  sender = found;
  await fillQueue(database, depth);
  sent = await fillHistory(database, depth);
}, 180_000);
afterAll(() => running.disposeAsync());

const budget = { connectMs: 1, headersMs: 2, deadlineMs: 20_000, leaseMs: 30_000 };
const pair = { intervalMs: 6_000, burst: 45 };
const windowMs = 120_000;
const key = Buffer.alloc(32);
const newest = () => sent.slice(-200);
const page = { newestFirst: true, limit: 50 };
const acts: Record<string, (tx: Tx) => Promise<unknown>> = {
  'taking jobs and claiming messages': (tx) =>
    claimMessages(tx, { queue, budget, pair, recipientKey: key }, sender, { limit: 32, lowest: 4 }),
  'storing a batch of messages with keys': (tx) => {
    const database = { transaction: (work: (tx: Tx) => Promise<void>) => work(tx) } as unknown as Database; // no COMMIT
    const doorbell = { ring: () => undefined } as never; // nobody is woken
    return enqueueMessages(
      { database, queue, doorbell, fingerprintKey: key, laneKey: key },
      tenantId,
      newRequests(200),
    );
  },
  'settling a batch of sends': (tx) =>
    settleDeliveries(
      tx,
      tenantId,
      newest().map(({ messageId }, n) => ({
        messageId,
        attempt: 1,
        outcome: 'ACCEPTED',
        wamid: `wamid.new${n}`,
        durationMs: 1,
      })),
      windowMs,
    ),
  'applying a batch of statuses': (tx) =>
    recordStatuses(
      tx,
      tenantId,
      newest().map(({ wamid }) => ({
        evidence: { senderId: sender.senderId, wamid, status: 'read', rank: 5, providerAt: new Date() },
      })),
      windowMs,
    ),
  'taking stored webhooks': (tx) => takeWaiting(tx, { bodies: 20, bytes: 1_000_000 }),
  'looking for what becomes due': (tx) => promoteDeliveries(tx, 500),
  'looking for what expires': (tx) => expireDeliveries(tx, 500),
  'looking for dead leases': (tx) => sweepLeases(tx, 500),
  'looking for parked evidence that is ours': (tx) => findAdoptable(tx, { ageMs: 600_000, limit: 500 }),
  'looking for senders with something to send': (tx) => findWaitingSenders(tx, [sender]),
  'walking through the backlog for lost jobs': (tx) =>
    readLongReady(tx, { ...sender, after: undefined, olderThanMs: 0, limit: 2_000 }),
  'appending events': (tx) =>
    appendEvents(
      tx,
      tenantId,
      newest().map(({ messageId }) => ({ messageId, kind: 'STATUS', status: 'READ' })),
    ),
  'reading a page of the log in its middle': async (tx) => {
    const head = await readHead(tx, tenantId);
    await readLog(tx as Database, { ...head, seq: Math.floor(head.seq / 2) }, 500);
  },
  'reading messages by id': (tx) =>
    findMessages(
      tx,
      tenantId,
      newest().map((each) => each.messageId),
    ),
  'reading timelines': (tx) =>
    readTimelines(
      tx,
      tenantId,
      newest().map((each) => each.messageId),
    ),
  'listing the newest messages': (tx) => listMessages(tx, tenantId, {}, page),
  'listing the messages to one person': (tx) =>
    listMessages(tx, tenantId, { to: { phone: '+16505550101' as PhoneNumber } }, page), // in the right form
  'counting what waits, up to a limit': (tx) => readDepth(tx, sender, 1_000),
  'pruning old keys': (tx) => pruneKeys(tx, 1_000),
  'pruning old webhooks': (tx) => pruneInbox(tx, 1_000),
};

test.each(Object.entries(acts))(
  '%s reads a range of an index, however much is stored',
  async (_name, act) => {
    const scans = await explainAct(gateway.database.url, act);
    const wide = scans.filter(
      ({ relation, node, rows }) => grows.test(relation) && (node === 'Seq Scan' || rows > mostRows),
    );
    expect(wide).toEqual([]);
    expect(scans.length).toBeGreaterThan(0);
  },
);

function newRequests(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    from: phone,
    to: { phone: '+16505550101' as PhoneNumber }, // in the right form
    content: { type: 'text' as const, text: { body: 'Hello', previewUrl: false } },
    idempotencyKey: `new-${n}`,
    filterUnsubscribed: false,
    filterBlocked: false,
    priority: 1 as const,
    onUnknown: 'HOLD' as const,
  }));
}

import { createSecretKey } from 'node:crypto';
import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import { findWindows } from '../../src/contacts/find-windows.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { findAdoptable } from '../../src/delivery/adopt-parked.ts';
import { compareWithEvidence } from '../../src/delivery/compare-with-evidence.ts';
import { expireDeliveries } from '../../src/delivery/expire-deliveries.ts';
import { findWaitingSenders } from '../../src/delivery/find-waiting-senders.ts';
import { promoteDeliveries } from '../../src/delivery/promote-deliveries.ts';
import { pruneLanes } from '../../src/delivery/prune-lanes.ts';
import { pruneParked } from '../../src/delivery/prune-parked.ts';
import { readAttempts } from '../../src/delivery/read-attempts.ts';
import { readDepth } from '../../src/delivery/read-depth.ts';
import { readLongReady } from '../../src/delivery/read-long-ready.ts';
import { readStates } from '../../src/delivery/read-states.ts';
import { recordStatuses } from '../../src/delivery/record-statuses.ts';
import { releaseDueLanes, releaseLanes } from '../../src/delivery/release-lanes.ts';
import { settleDeliveries } from '../../src/delivery/settle-deliveries.ts';
import { findSilentSenders, settleUnknown } from '../../src/delivery/settle-unknown.ts';
import { sweepLeases } from '../../src/delivery/sweep-leases.ts';
import { claimMessages } from '../../src/dispatch/claim-messages.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { pruneLogs } from '../../src/events/prune-log.ts';
import { cursorAt } from '../../src/events/cursor.ts';
import { readHead, readLog } from '../../src/events/read-log.ts';
import { readTimelines } from '../../src/events/read-timelines.ts';
import { findInbound } from '../../src/inbound/find-inbound.ts';
import { listInbound } from '../../src/inbound/list-inbound.ts';
import { pruneKeys } from '../../src/messages/claim-keys.ts';
import { enqueueMessages } from '../../src/messages/enqueue-messages.ts';
import type { EnqueueRequest } from '../../src/messages/enqueue-request.ts';
import { findMessages } from '../../src/messages/find-messages.ts';
import { findWarnings } from '../../src/messages/find-warnings.ts';
import { listMessages } from '../../src/messages/list-messages.ts';
import { readAddresses } from '../../src/messages/read-addresses.ts';
import type { Queue } from '../../src/queue/start-queue.ts';
import type { PhoneNumber } from '../../src/recipient/phone-number.ts';
import { prunePairs } from '../../src/senders/prune-pairs.ts';
import { knowSenders } from '../../src/senders/know-senders.ts';
import type { Sender } from '../../src/senders/sender.ts';
import { listSuppressions } from '../../src/suppression/list-suppressions.ts';
import { pruneInbox, takeWaiting } from '../../src/webhooks/inbox.ts';
import { listDeadItems } from '../../src/webhooks/list-dead-items.ts';
import { storeWebhook } from '../../src/webhooks/store-webhook.ts';

/** On what the acts work. */
export interface Filled {
  queue: Queue;
  sender: Sender;
  /** Messages that were delivered. */
  sent: readonly { messageId: string; wamid: string }[];
  laneIds: readonly Buffer[];
  inboundIds: readonly string[];
}

const key = createSecretKey(Buffer.alloc(32));
const windowMs = 120_000;
const person = '+16505550101' as PhoneNumber; // in the right form
/** So few that looking up each is less than reading a whole table of this size. */
const prunedAtOnce = 100;
const page = { newestFirst: true, limit: 50 };
const deadPage = { ...page, olderThan: undefined, newerThan: undefined };
const budget = { connectMs: 1, headersMs: 2, deadlineMs: 20_000, leaseMs: 30_000 };
const pair = { intervalMs: 6_000, burst: 45 };
const idsOf = (of: Filled): string[] => of.sent.map((each) => each.messageId);

/** A transaction that is there already, and nobody to wake. */
function within(tx: Tx): Database {
  const database = { ...tx, transaction: <T>(work: (tx: Tx) => Promise<T>) => work(tx) };
  return database as unknown as Database; // is never closed
}
const doorbell = { ring: () => undefined } as never;

/** Everything that is asked of the database while messages go in and out, and by the clock. */
export const hotActs: Record<string, (tx: Tx, of: Filled) => Promise<unknown>> = {
  'storing a batch of messages with keys': (tx, { queue }) =>
    store(tx, queue, (n) => ({ idempotencyKey: `new-${n}` })),
  'storing messages that answer others': (tx, { queue, sent }) =>
    store(tx, queue, (n) => ({ context: { id: sent[n % sent.length]?.messageId ?? '' } })),
  'storing messages in order': (tx, { queue }) =>
    store(tx, queue, (n) => ({ ordering: { key: `key-${n % 20}`, barrier: 1, timeoutMs: 60_000 } })),
  'taking jobs and claiming messages': (tx, { queue, sender }) =>
    claimMessages(tx, { queue, budget, pair, recipientKey: key }, sender, { limit: 32, lowest: 4 }),
  'settling a batch of sends': (tx, { sent }) =>
    settleDeliveries(
      tx,
      tenantId,
      sent.map(({ messageId }, n) => ({
        messageId,
        attempt: 1,
        outcome: 'ACCEPTED',
        wamid: `wamid.new${n}`,
        durationMs: 1,
      })),
      windowMs,
    ),
  'applying a batch of statuses': (tx, { sent, sender: { senderId } }) =>
    recordStatuses(
      tx,
      tenantId,
      sent.map(({ wamid }) => ({
        evidence: { senderId, wamid, status: 'read', rank: 5, providerAt: new Date() },
      })),
      windowMs,
    ),
  'storing a webhook': (tx) => storeWebhook({ database: within(tx), doorbell }, Buffer.from('new')),
  'taking stored webhooks': (tx) => takeWaiting(tx, { bodies: 20, bytes: 1_000_000 }),
  'letting lanes go': (tx, { laneIds }) => releaseLanes(tx, tenantId, laneIds),
  'looking for lanes to let go': (tx) => releaseDueLanes(tx, 500),
  'looking for what becomes due': (tx) => promoteDeliveries(tx, 500),
  'looking for what expires': (tx) => expireDeliveries(tx, 500),
  'looking for dead leases': (tx) => sweepLeases(tx, 500),
  'looking for senders whose messages are in doubt': (tx, { sender }) =>
    findSilentSenders(tx, [sender], windowMs),
  'giving messages in doubt to their policy': (tx, { sender }) => settleUnknown(tx, sender, windowMs, 500),
  'looking for parked evidence that is ours': (tx) => findAdoptable(tx, { ageMs: 600_000, limit: 500 }),
  'looking for senders with something to send': (tx, { sender }) => findWaitingSenders(tx, [sender]),
  'walking through the backlog for lost jobs': (tx, { sender }) =>
    readLongReady(tx, { ...sender, after: undefined, olderThanMs: 0, limit: 2_000 }),
  'comparing a page of messages with their evidence': (tx, { sent }) =>
    compareWithEvidence(tx, { tenantId, messageId: sent.at(-1)?.messageId ?? '' }, 500),
  'appending events': async (tx, of) => {
    const drafts = idsOf(of).map((messageId) => ({ messageId, kind: 'STATUS' as const, status: 'READ' }));
    appendEvents(tx, tenantId, drafts);
    await Promise.resolve();
  },
  'reading a page of the log in its middle': async (tx) => {
    const head = await readHead(tx, tenantId);
    await readLog(within(tx), cursorAt(head, { seq: Math.floor(head.seq / 2) }), 500);
  },
  'reading messages by id': (tx, of) => findMessages(tx, tenantId, idsOf(of)),
  'reading addresses by id': (tx, of) => readAddresses(tx, tenantId, idsOf(of)),
  'reading states by id': (tx, of) => readStates(tx, tenantId, idsOf(of)),
  'reading timelines': (tx, of) => readTimelines(tx, tenantId, idsOf(of)),
  'reading attempts': (tx, of) => readAttempts(tx, tenantId, idsOf(of)),
  'looking for warnings': (tx, of) => findWarnings(tx, tenantId, key, idsOf(of)),
  'looking for windows': (tx, { sender: { senderId } }) =>
    findWindows(tx, tenantId, key, [{ senderId, people: [{ phone: person }] }]),
  'listing the newest messages': (tx) => listMessages(tx, tenantId, {}, page),
  'listing the messages to one person': (tx) => listMessages(tx, tenantId, { to: { phone: person } }, page),
  'reading messages to us by id': (tx, { inboundIds }) => findInbound(tx, tenantId, inboundIds),
  'listing the newest messages to us': (tx) => listInbound(tx, tenantId, {}, page),
  'listing the messages of one person to us': (tx) =>
    listInbound(tx, tenantId, { from: [{ phone: person }] }, page),
  'listing who is suppressed': (tx) => listSuppressions(tx, tenantId, {}, page),
  'listing items that were set aside': (tx) => listDeadItems(tx, tenantId, deadPage),
  'counting what waits, up to a limit': (tx, { sender }) => readDepth(tx, sender, 1_000),
  'pruning old keys': (tx) => pruneKeys(tx, prunedAtOnce),
  'pruning old webhooks': (tx) => pruneInbox(tx, prunedAtOnce),
  'pruning evidence that is nobody’s': (tx) => pruneParked(tx, prunedAtOnce),
  'pruning idle lanes': (tx) => pruneLanes(tx, prunedAtOnce),
  'pruning pairs at rest': (tx) => prunePairs(tx, prunedAtOnce),
  'pruning the log': (tx) => pruneLogs(within(tx), 30),
};

function store(tx: Tx, queue: Queue, special: (n: number) => Partial<EnqueueRequest>): Promise<unknown> {
  const requests = Array.from({ length: 200 }, (_, n): EnqueueRequest => ({
    from: '+15550783881',
    to: { phone: person },
    content: { type: 'text', text: { body: 'Hello', previewUrl: false } },
    filterUnsubscribed: false,
    filterBlocked: false,
    priority: 1,
    onUnknown: 'HOLD',
    ...special(n),
  }));
  const tools = {
    database: within(tx),
    queue,
    doorbell,
    fingerprintKey: key,
    recipientKey: key,
    laneKey: key,
    senders: knowSenders(),
  };
  return enqueueMessages(tools, tenantId, requests);
}

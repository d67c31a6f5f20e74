import type { KeyObject } from 'node:crypto';
import DataLoader from 'dataloader';
import type { Database } from '../db/database.ts';
import { readDepth } from '../delivery/read-depth.ts';
import { readAttempts } from '../delivery/read-attempts.ts';
import type { Attempt } from '../delivery/delivery.ts';
import type { LogEvent } from '../events/read-log.ts';
import { readTimelines } from '../events/read-timelines.ts';
import { findMessages } from '../messages/find-messages.ts';
import { readGates, type SenderGate } from '../senders/read-gates.ts';
import { findByWamid, wamidKey, type SentAs } from '../delivery/find-by-wamid.ts';
import { findInbound } from '../inbound/find-inbound.ts';
import type { InboundMessage } from '../inbound/inbound-message.ts';
import { findWindows, type ConversationWindow, type WindowPair } from '../contacts/find-windows.ts';
import { findWarnings, type MessageWarning } from '../messages/find-warnings.ts';
import type { Message } from '../messages/message.ts';
import { readAddresses, type MessageAddress } from '../messages/read-addresses.ts';
import { findSuppressionsById } from '../suppression/find-suppressions.ts';
import type { Suppression } from '../suppression/suppression.ts';
import { loadApart } from './load-apart.ts';

/**
 * Reads that fields of many objects share, also across the operations of a tenant: what a thousand streams ask about one
 * event is one query. Nothing is cached: a subscription lives long, and messages change.
 */
export interface Loaders {
  message: DataLoader<string, Message | null>;
  address: DataLoader<string, MessageAddress | null>;
  timeline: DataLoader<string, LogEvent[]>;
  attempts: DataLoader<string, Attempt[]>;
  warnings: DataLoader<string, MessageWarning[]>;
  gate: DataLoader<string, SenderGate | undefined>;
  inbound: DataLoader<string, InboundMessage | null>;
  messageByWamid: DataLoader<SentAs, Message | null>;
  window: DataLoader<WindowPair, ConversationWindow>;
  suppression: DataLoader<string, Suppression | null>;
  depth: DataLoader<string, QueueDepth>;
  oldest: DataLoader<string, QueueDepth>;
}

type QueueDepth = Awaited<ReturnType<typeof readDepth>>;

/** Counting stops here: beyond it nobody needs the exact number, and the answer stays quick. */
const maxDepth = 100_000;

/** Tenants whose loaders are kept; they hold nothing, so that dropping them loses nothing. */
const maxKept = 1_000;

/** Objects that one statement reads; more are read by several. */
const maxBatch = 1_000;

export function shareLoaders(database: Database, recipientKey: KeyObject): (tenantId: string) => Loaders {
  const kept = new Map<string, Loaders>();
  return (tenantId) => {
    const known = kept.get(tenantId);
    if (known) return known;
    if (kept.size >= maxKept) kept.clear();
    const loaders = createLoaders(database, tenantId, recipientKey);
    kept.set(tenantId, loaders);
    return loaders;
  };
}

function createLoaders(database: Database, tenantId: string, recipientKey: KeyObject): Loaders {
  const loader = <Key, Value>(load: (keys: readonly Key[]) => Promise<Value[]>): DataLoader<Key, Value> =>
    new DataLoader(loadApart(load), { cache: false, maxBatchSize: maxBatch });
  return {
    message: loader((ids: readonly string[]) => findMessages(database, tenantId, ids)),
    address: loader(async (ids: readonly string[]) => {
      const found = await readAddresses(database, tenantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    timeline: loader(async (ids: readonly string[]) =>
      inOrder(ids, await readTimelines(database, tenantId, ids)),
    ),
    attempts: loader(async (ids: readonly string[]) =>
      inOrder(ids, await readAttempts(database, tenantId, ids)),
    ),
    warnings: loader(async (ids: readonly string[]) =>
      inOrder(ids, await findWarnings(database, tenantId, recipientKey, ids)),
    ),
    gate: loader(async (ids: readonly string[]) => {
      const gates = await readGates(database, tenantId, ids);
      return ids.map((id) => gates.get(id));
    }),
    inbound: loader((ids: readonly string[]) => findInbound(database, tenantId, ids)),
    messageByWamid: loader(async (said: readonly SentAs[]) => {
      const found = await findByWamid(database, tenantId, said);
      const ids = said.map((each) => found.get(wamidKey(each))?.messageId ?? '');
      const messages = await findMessages(
        database,
        tenantId,
        ids.filter((id) => id !== ''),
      );
      const byId = new Map(messages.map((message) => [message?.id, message]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    window: loader((pairs: readonly WindowPair[]) => findWindows(database, tenantId, recipientKey, pairs)),
    suppression: loader(async (ids: readonly string[]) => {
      const found = await findSuppressionsById(database, tenantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    depth: loadDepth(database, tenantId, maxDepth),
    oldest: loadDepth(database, tenantId, 1),
  };
}

/** Each sender is counted once, however often it is asked for, and one after another: counts leave connections to others. */
function loadDepth(database: Database, tenantId: string, limit: number): DataLoader<string, QueueDepth> {
  return new DataLoader(
    async (senderIds) => {
      const counted = new Map<string, QueueDepth>();
      for (const senderId of new Set(senderIds))
        counted.set(senderId, await readDepth(database, { tenantId, senderId }, limit));
      return senderIds.map((id) => counted.get(id) ?? { depth: 0, oldest: null });
    },
    { cache: false },
  );
}

function inOrder<Row>(ids: readonly string[], found: ReadonlyMap<string, Row[]>): Row[][] {
  return ids.map((id) => found.get(id) ?? []);
}

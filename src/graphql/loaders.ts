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
import { shareCounts, type Counts } from './share-counts.ts';

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
  messageByWamid: DataLoader<SentAs, Message | null, string>;
  window: DataLoader<WindowPair, ConversationWindow, string>;
  suppression: DataLoader<string, Suppression | null>;
  depth: Counts<QueueDepth>;
  oldest: Counts<QueueDepth>;
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
  const countUpTo = (limit: number): Counts<QueueDepth> =>
    shareCounts((senderId) => readDepth(database, { tenantId, senderId }, limit));
  return {
    message: together((ids) => findMessages(database, tenantId, ids)),
    address: together(async (ids) => {
      const found = await readAddresses(database, tenantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    timeline: together(async (ids) => inOrder(ids, await readTimelines(database, tenantId, ids))),
    attempts: together(async (ids) => inOrder(ids, await readAttempts(database, tenantId, ids))),
    warnings: together(async (ids) =>
      inOrder(ids, await findWarnings(database, tenantId, recipientKey, ids)),
    ),
    gate: together(async (ids) => {
      const gates = await readGates(database, tenantId, ids);
      return ids.map((id) => gates.get(id));
    }),
    inbound: together((ids) => findInbound(database, tenantId, ids)),
    messageByWamid: together(async (said) => {
      const found = await findByWamid(database, tenantId, said);
      const ids = said.map((each) => found.get(wamidKey(each))?.messageId ?? '');
      const messages = await findMessages(
        database,
        tenantId,
        ids.filter((id) => id !== ''),
      );
      const byId = new Map(messages.map((message) => [message?.id, message]));
      return ids.map((id) => byId.get(id) ?? null);
    }, wamidKey),
    window: together(
      (pairs) => findWindows(database, tenantId, recipientKey, pairs),
      (pair: WindowPair) => JSON.stringify(pair),
    ),
    suppression: together(async (ids) => {
      const found = await findSuppressionsById(database, tenantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    depth: countUpTo(maxDepth),
    oldest: countUpTo(1),
  };
}

/** What is asked for in one turn is read together, and each key once, however often it is asked for. */
function together<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  toText: (key: Key) => string = String,
): DataLoader<Key, Value, string> {
  const readApart = loadApart(read);
  const loader: DataLoader<Key, Value, string> = new DataLoader(
    (keys: readonly Key[]) => {
      // Whoever comes from now on asks again: what is read may have changed.
      loader.clearAll();
      return readApart(keys);
    },
    { maxBatchSize: maxBatch, cacheKeyFn: toText },
  );
  return loader;
}

function inOrder<Row>(ids: readonly string[], found: ReadonlyMap<string, Row[]>): Row[][] {
  return ids.map((id) => found.get(id) ?? []);
}

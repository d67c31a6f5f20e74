import DataLoader from 'dataloader';
import type { Database } from '../db/database.ts';
import { readAttempts } from '../delivery/read-attempts.ts';
import type { StartedAttempt } from '../delivery/read-attempts.ts';
import type { LogEvent } from '../events/read-log.ts';
import { readTimelines } from '../events/read-timelines.ts';
import { findMessages } from '../messages/find-messages.ts';
import { findWarnings, type SuppressionWarning } from '../messages/find-warnings.ts';
import type { Message } from '../messages/message.ts';
import { readAddresses, type MessageAddress } from '../messages/read-addresses.ts';

/**
 * Reads that fields of many objects share, also across the operations of a tenant: what a thousand streams ask about one
 * event is one query. Nothing is cached: a subscription lives long, and messages change.
 */
export interface Loaders {
  message: DataLoader<string, Message | null>;
  address: DataLoader<string, MessageAddress | null>;
  timeline: DataLoader<string, LogEvent[]>;
  attempts: DataLoader<string, StartedAttempt[]>;
  warnings: DataLoader<string, SuppressionWarning[]>;
}

export function createLoaders(database: Database, tenantId: string, recipientKey: Buffer): Loaders {
  const options = { cache: false, maxBatchSize: 1_000 };
  return {
    message: new DataLoader((ids) => findMessages(database, tenantId, ids), options),
    address: new DataLoader(async (ids) => {
      const found = await readAddresses(database, tenantId, ids);
      return ids.map((id) => found.get(id) ?? null);
    }, options),
    timeline: new DataLoader(
      async (ids) => inOrder(ids, await readTimelines(database, tenantId, ids)),
      options,
    ),
    attempts: new DataLoader(
      async (ids) => inOrder(ids, await readAttempts(database, tenantId, ids)),
      options,
    ),
    warnings: new DataLoader(
      async (ids) => inOrder(ids, await findWarnings(database, tenantId, recipientKey, ids)),
      options,
    ),
  };
}

function inOrder<Row>(ids: readonly string[], found: ReadonlyMap<string, Row[]>): Row[][] {
  return ids.map((id) => found.get(id) ?? []);
}

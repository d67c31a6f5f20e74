import DataLoader from 'dataloader';
import type { Database } from '../db/database.ts';
import { readAttempts } from '../delivery/read-attempts.ts';
import type { StartedAttempt } from '../delivery/read-attempts.ts';
import type { LogEvent } from '../events/read-log.ts';
import { readTimelines } from '../events/read-timelines.ts';
import { findMessages } from '../messages/find-messages.ts';
import { findWarnings, type SuppressionWarning } from '../messages/find-warnings.ts';
import type { Message } from '../messages/message.ts';

/**
 * Reads that fields of many objects share, those of concurrent callers of a tenant too: what is asked for in one turn of
 * the event loop is one query. Nothing is cached: messages change.
 */
export interface Loaders {
  message: DataLoader<string, Message | null>;
  timeline: DataLoader<string, LogEvent[]>;
  attempts: DataLoader<string, StartedAttempt[]>;
  warnings: DataLoader<string, SuppressionWarning[]>;
}

/** Tenants whose loaders are kept; they hold nothing, so that dropping them loses nothing. */
const maxKept = 1_000;

export function shareLoaders(database: Database, recipientKey: Buffer): (tenantId: string) => Loaders {
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

function createLoaders(database: Database, tenantId: string, recipientKey: Buffer): Loaders {
  const options = { cache: false, maxBatchSize: 1_000 };
  return {
    message: new DataLoader((ids) => findMessages(database, tenantId, ids), options),
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

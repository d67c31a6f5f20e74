import DataLoader from 'dataloader';
import type { Database } from '../db/database.ts';
import { readAttempts } from '../delivery/read-attempts.ts';
import type { Attempt } from '../delivery/delivery.ts';
import type { LogEvent } from '../events/read-log.ts';
import { readTimelines } from '../events/read-timelines.ts';
import { findMessages } from '../messages/find-messages.ts';
import { readGates, type SenderGate } from '../senders/read-gates.ts';
import { findWarnings, type SuppressionWarning } from '../messages/find-warnings.ts';
import type { Message } from '../messages/message.ts';

/** Reads that fields of many objects share. Nothing is cached: a subscription lives long, and messages change. */
export interface Loaders {
  message: DataLoader<string, Message | null>;
  timeline: DataLoader<string, LogEvent[]>;
  attempts: DataLoader<string, Attempt[]>;
  warnings: DataLoader<string, SuppressionWarning[]>;
  gate: DataLoader<string, SenderGate | undefined>;
}

export function createLoaders(database: Database, tenantId: string, recipientKey: Buffer): Loaders {
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
    gate: new DataLoader(async (ids) => {
      const gates = await readGates(database, tenantId, ids);
      return ids.map((id) => gates.get(id));
    }, options),
  };
}

function inOrder<Row>(ids: readonly string[], found: ReadonlyMap<string, Row[]>): Row[][] {
  return ids.map((id) => found.get(id) ?? []);
}

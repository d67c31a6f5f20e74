import { sqlState, type Database, type Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { recordStatuses, type ReportedStatus } from '../delivery/record-statuses.ts';
import { rankOfWord } from '../delivery/status.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import type { Queue } from '../queue/start-queue.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { looksLikeOpaqueValue, readOpaqueValue } from '../whatsapp/opaque-value.ts';
import type { StatusUpdate } from '../whatsapp/read-status.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { setAside, takeWaiting, type DeadItem } from './inbox.ts';

export interface ApplyTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  opaqueKey: Buffer;
  /** Half of it without a status means that webhooks are stalled; ms. */
  settleWindowMs: number;
  log: Log;
}

/** Webhooks in one transaction: up to 1,000 statuses each, so that it stays well below the statement limit. */
const batchSize = 20;

/** Applies a batch of stored webhooks in one transaction. Answers how many there were. */
export async function applyWebhooks(tools: ApplyTools): Promise<number> {
  const applied = await tools.database.transaction(async (tx) => {
    const bodies = await takeWaiting(tx, batchSize);
    const readings = bodies.map(({ inboxId, body }) => ({ inboxId, ...readWebhook(body) }));
    const items = readings.flatMap(({ inboxId, statuses }) =>
      statuses.map((status, index) => ({ inboxId, path: `statuses.${index}`, status })),
    );
    const dead: DeadItem[] = readings.flatMap(({ inboxId, problems }) =>
      problems.map(({ path, reason }) => ({ inboxId, path, reason })),
    );
    const logs = new Map<string, EventDraft[]>();
    for (const [tenantId, ofTenant] of await groupByTenant(tx, tools, items)) {
      logs.set(tenantId, await applyOrSetAside(tx, tools, tenantId, ofTenant, dead));
    }
    await setAside(tx, dead);
    // The logs of tenants are locked last and in one order.
    for (const [tenantId, drafts] of logs) await appendEvents(tx, tenantId, drafts);
    if (bodies.length > 0) failpoint('apply.beforeCommit');
    return { bodies: bodies.length, statuses: items.length, dead: dead.length, logs };
  });
  const { logs, ...counts } = applied;
  if (applied.bodies > 0) failpoint('apply.committed');
  tools.doorbell.ring([...logs.keys()].map(logTopic));
  if (applied.bodies > 0) tools.log.info({ event: 'webhooks.applied', ...counts, tenants: logs.size });
  for (const [tenantId, drafts] of logs) await releaseLanes(tools, tenantId, drafts);
  return applied.bodies;
}

interface Item {
  inboxId: number;
  reported: ReportedStatus;
  path: string;
}

/** Webhooks name Meta's id of a number; one that is not ours is somebody else's business. */
async function groupByTenant(
  tx: Tx,
  tools: ApplyTools,
  items: readonly { inboxId: number; path: string; status: StatusUpdate }[],
): Promise<Map<string, Item[]>> {
  const senders = await findSendersByPhoneNumberId(
    tx,
    items.map(({ status }) => status.phoneNumberId),
  );
  const strangers = items.filter(({ status }) => !senders.has(status.phoneNumberId)).length;
  if (strangers > 0) tools.log.warn({ event: 'webhooks.unknown_sender', statuses: strangers });
  const known = items.flatMap(({ inboxId, path, status }) => {
    const sender = senders.get(status.phoneNumberId);
    if (!sender) return [];
    return [{ inboxId, path, tenantId: sender.tenantId, reported: toReported(tools, sender, status) }];
  });
  const groups = Map.groupBy(known, (each) => each.tenantId);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toReported(tools: ApplyTools, sender: Sender, status: StatusUpdate): ReportedStatus {
  const [error] = status.errors;
  const { tenantId, senderId } = sender;
  const echo = readOpaqueValue(status.opaque, tools.opaqueKey);
  if (!echo && looksLikeOpaqueValue(status.opaque))
    tools.log.warn({ event: 'webhooks.echo_forged', tenantId, senderId });
  return {
    evidence: {
      senderId: sender.senderId,
      wamid: status.wamid,
      status: status.status,
      rank: rankOfWord(status.status),
      participant: status.participant,
      providerAt: status.providerAt,
      error: error && { code: error.code, title: error.title ?? 'No title given', details: error.details },
      pricing: status.pricing && { ...status.pricing },
    },
    echo,
  };
}

/**
 * All at once; when the data of one item is refused, by halves, until that item stands alone and is set aside. The
 * others are applied.
 */
async function applyOrSetAside(
  tx: Tx,
  tools: ApplyTools,
  tenantId: string,
  items: readonly Item[],
  dead: DeadItem[],
): Promise<EventDraft[]> {
  await tx.query('SAVEPOINT items');
  try {
    const { drafts, denied } = await recordStatuses(
      tx,
      tenantId,
      items.map((each) => each.reported),
      tools.settleWindowMs,
    );
    await tx.query('RELEASE SAVEPOINT items');
    // Our own writing, for a message that it cannot be about: somebody copied it.
    if (denied > 0) tools.log.warn({ event: 'webhooks.echo_denied', tenantId, statuses: denied });
    return drafts;
  } catch (error) {
    if (!isDataError(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT items');
    const [first, ...others] = items;
    if (!first) return [];
    if (others.length === 0) {
      dead.push({
        inboxId: first.inboxId,
        path: first.path,
        tenantId,
        reason: `SQLSTATE_${sqlState(error) ?? 'NONE'}`,
      });
      return [];
    }
    const middle = Math.ceil(items.length / 2);
    return [
      ...(await applyOrSetAside(tx, tools, tenantId, items.slice(0, middle), dead)),
      ...(await applyOrSetAside(tx, tools, tenantId, items.slice(middle), dead)),
    ];
  }
}

function isDataError(error: unknown): boolean {
  return /^(22|23|54)/.test(sqlState(error) ?? '');
}

import type { KeyObject } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import type { Queue } from '../queue/start-queue.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { addUp, applyOrSetAside, type AppliedItems } from './apply-items.ts';
import { assignItems } from './assign-items.ts';
import { markApplied, setAside, takeWaiting } from './inbox.ts';
import { takePeople } from './take-people.ts';

export interface ApplyTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  opaqueKey: KeyObject;
  /** What people are found by when their names must not be stored. */
  recipientKey: KeyObject;
  /** Half of it without a status means that webhooks are stalled; ms. */
  settleWindowMs: number;
  log: Log;
}

/** Webhooks in one transaction: of one status each, or a few of a thousand, so that no delivery is locked for seconds. */
const batch = { bodies: 200, bytes: 1024 * 1024 };

/** Applies a batch of stored webhooks in one transaction. Answers how many there were. */
export async function applyWebhooks(tools: ApplyTools): Promise<number> {
  const applied = await tools.database.transaction(async (tx): Promise<Applied> => {
    const bodies = await takeWaiting(tx, batch);
    const readings = bodies.map(({ inboxId, body }) => ({ inboxId, ...readWebhook(body) }));
    const { ofTenants, dead, strangers } = await assignItems(tx, readings);
    const done = new Map<string, AppliedItems>();
    for (const [tenantId, items] of ofTenants) {
      done.set(tenantId, await applyOrSetAside(tx, tools, tenantId, items, dead));
    }
    await setAside(tx, dead);
    const people = readings.flatMap((each) => each.people);
    for (const [tenantId, drafts] of await takePeople(tx, tools.recipientKey, people)) {
      const before = done.get(tenantId) ?? addUp([]);
      done.set(tenantId, { ...before, drafts: [...before.drafts, ...drafts] });
    }
    markApplied(tx, bodies);
    // The logs of tenants are locked last and in one order.
    for (const [tenantId, { drafts }] of [...done].sort(([a], [b]) => (a < b ? -1 : 1))) {
      appendEvents(tx, tenantId, drafts);
    }
    if (bodies.length > 0) failpoint('apply.beforeCommit');
    return { bodies: bodies.length, dead: dead.length, strangers, ofTenants: done };
  });
  if (applied.bodies > 0) failpoint('apply.committed');
  tools.doorbell.ring([...applied.ofTenants.keys()].map(logTopic));
  tell(tools.log, applied);
  for (const [tenantId, { drafts }] of applied.ofTenants) await releaseLanes(tools, tenantId, drafts);
  return applied.bodies;
}

interface Applied {
  bodies: number;
  dead: number;
  strangers: number;
  ofTenants: ReadonlyMap<string, AppliedItems>;
}

function tell(log: Log, { ofTenants, ...counts }: Applied): void {
  if (counts.bodies === 0) return;
  const { drafts, ...sums } = addUp([...ofTenants.values()]);
  log.info({
    event: 'webhooks.applied',
    ...counts,
    ...sums,
    events: drafts.length,
    tenants: ofTenants.size,
  });
  // Another account signs with a secret of ours, or a sender is missing in the settings.
  if (counts.strangers > 0) log.warn({ event: 'webhooks.unknown_sender', items: counts.strangers });
  for (const [tenantId, { forged, denied }] of ofTenants) {
    // In the form of our own writing, and not ours.
    if (forged > 0) log.warn({ event: 'webhooks.echo_forged', tenantId, statuses: forged });
    // Our own writing, for a message that it cannot be about: copied, or of a second installation on the same secret.
    if (denied > 0) log.warn({ event: 'webhooks.echo_denied', tenantId, statuses: denied });
  }
}

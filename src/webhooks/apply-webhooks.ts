import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import type { Log } from '../log/log.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { applyOrSetAside } from './apply-items.ts';
import { assignItems } from './assign-items.ts';
import { markApplied, setAside, takeWaiting } from './inbox.ts';
import { takePeople } from './take-people.ts';

export interface ApplyTools {
  database: Database;
  doorbell: Doorbell;
  opaqueKey: Buffer;
  /** What people are found by when their names must not be stored. */
  recipientKey: Buffer;
  log: Log;
}

/** Webhooks in one transaction: of one status each, or a few of a thousand, so that no delivery is locked for seconds. */
const batch = { bodies: 200, bytes: 1024 * 1024 };

/** Applies a batch of stored webhooks in one transaction. Answers how many there were. */
export async function applyWebhooks(tools: ApplyTools): Promise<number> {
  const applied = await tools.database.transaction(async (tx) => {
    const bodies = await takeWaiting(tx, batch);
    const readings = bodies.map(({ inboxId, body }) => ({ inboxId, ...readWebhook(body) }));
    const { ofTenants, dead, strangers } = await assignItems(tx, readings);
    const counts = { matched: 0, parked: 0, misplaced: 0, inbound: 0 };
    const logs = new Map<string, EventDraft[]>();
    for (const [tenantId, items] of ofTenants) {
      const done = await applyOrSetAside(tx, tools, tenantId, items, dead);
      logs.set(tenantId, done.drafts);
      counts.matched += done.matched;
      counts.parked += done.parked;
      counts.misplaced += done.misplaced;
      counts.inbound += done.inbound;
    }
    await setAside(tx, dead);
    const people = readings.flatMap((each) => each.people);
    for (const [tenantId, drafts] of await takePeople(tx, tools.recipientKey, people)) {
      logs.set(tenantId, [...(logs.get(tenantId) ?? []), ...drafts]);
    }
    await markApplied(tx, bodies);
    // The logs of tenants are locked last and in one order.
    for (const [tenantId, drafts] of [...logs].sort(([a], [b]) => (a < b ? -1 : 1)))
      await appendEvents(tx, tenantId, drafts);
    return { bodies: bodies.length, ...counts, dead: dead.length, strangers, tenants: [...logs.keys()] };
  });
  tools.doorbell.ring(applied.tenants.map(logTopic));
  tell(tools.log, applied);
  return applied.bodies;
}

interface Applied {
  bodies: number;
  dead: number;
  misplaced: number;
  strangers: number;
  tenants: readonly string[];
}

function tell(log: Log, { tenants, ...applied }: Applied): void {
  if (applied.bodies > 0) log.info({ event: 'webhooks.applied', ...applied, tenants: tenants.length });
  // Another account signs with a secret of ours, or a sender is missing in the settings.
  if (applied.strangers > 0) log.warn({ event: 'webhooks.unknown_sender', items: applied.strangers });
  // Signed by us, and told of somebody else's number: copied, or sent by a second installation on the same secret.
  if (applied.misplaced > 0) log.warn({ event: 'webhooks.misplaced_status', statuses: applied.misplaced });
}

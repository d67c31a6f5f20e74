import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { CommitUnknown, isConnectionLost } from '../db/failures.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import type { Queue } from '../queue/start-queue.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { addUp } from './apply-items.ts';
import { applyOneByOne } from './apply-one-by-one.ts';
import { applyReadings, type Applied, type ReadingTools } from './apply-readings.ts';
import { markApplied, takeWaiting } from './inbox.ts';

export interface ApplyTools extends ReadingTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  log: Log;
}

/** Webhooks in one transaction: of one status each, or a few of a thousand, so that no delivery is locked for seconds. */
const batch = { bodies: 200, bytes: 1024 * 1024 };

/** Applies a batch of stored webhooks in one transaction. Returns how many there were. */
export async function applyWebhooks(tools: ApplyTools): Promise<number> {
  let applied: Applied;
  try {
    applied = await applyBatch(tools);
  } catch (error) {
    if (error instanceof CommitUnknown || isConnectionLost(error)) throw error;
    tools.log.error({ event: 'webhooks.batch_failed', error });
    return applyOneByOne(tools, batch.bodies, tellAndRelease);
  }
  if (applied.bodies > 0) failpoint('apply.committed');
  await tellAndRelease(tools, applied);
  return applied.bodies;
}

async function applyBatch(tools: ApplyTools): Promise<Applied> {
  return tools.database.transaction(async (tx) => {
    const bodies = await takeWaiting(tx, batch);
    const readings = bodies.map(({ inboxId, body }) => ({ inboxId, ...readWebhook(body) }));
    const applied = await applyReadings(tx, tools, readings, () => {
      markApplied(
        tx,
        bodies.map((each) => each.inboxId),
      );
    });
    if (bodies.length > 0) failpoint('apply.beforeCommit');
    return applied;
  });
}

/** After the COMMIT: rings for those who read the logs, writes the line of the batch, and frees lanes. */
async function tellAndRelease(tools: ApplyTools, applied: Applied): Promise<void> {
  tools.doorbell.ring([...applied.ofTenants.keys()].map(logTopic));
  tell(tools.log, applied);
  for (const [tenantId, { drafts }] of applied.ofTenants) await releaseLanes(tools, tenantId, drafts);
}

function tell(log: Log, { ofTenants, dead, ...counts }: Applied): void {
  if (counts.bodies === 0) return;
  const { drafts, ...sums } = addUp([...ofTenants.values()]);
  log.info({
    event: 'webhooks.applied',
    ...counts,
    dead: dead.length,
    ...sums,
    events: drafts.length,
    tenants: ofTenants.size,
  });
  tellDead(log, dead);
  // Another account signs with a secret of ours, or a sender is missing in the settings.
  if (counts.strangers > 0) log.warn({ event: 'webhooks.unknown_sender', items: counts.strangers });
  for (const [tenantId, { forged, denied }] of ofTenants) {
    // In the form of our own writing, and not ours.
    if (forged > 0) log.warn({ event: 'webhooks.echo_forged', tenantId, statuses: forged });
    // Our own writing, for a message that it cannot be about: copied, or of a second installation on the same secret.
    if (denied > 0) log.warn({ event: 'webhooks.echo_denied', tenantId, statuses: denied });
  }
}

/** Of one batch; the table `webhook_dead_item` has them all. */
const maxTold = 5;

/** One line for the items of a batch that were set aside. What our own code or the database refused is an error. */
function tellDead(log: Log, dead: Applied['dead']): void {
  if (dead.length === 0) return;
  const isFault = dead.some(({ cause }) => cause !== undefined);
  log[isFault ? 'error' : 'warn']({
    event: 'webhooks.items_set_aside',
    items: dead.length,
    first: dead
      .slice(0, maxTold)
      .map(({ inboxId, path, reason, cause }) => ({ inboxId, path, reason, cause })),
  });
}

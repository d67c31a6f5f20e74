import type { Database } from '../db/database.ts';
import { describeFault } from '../db/describe-fault.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { toError } from '../db/failures.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import type { Queue } from '../queue/start-queue.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { addUp } from './apply-items.ts';
import { applyOneByOne } from './apply-one-by-one.ts';
import { applyReadings, type Applied, type ReadingTools } from './apply-readings.ts';
import { applySlices, throwIfAway, type Turn } from './apply-slices.ts';
import { markApplied, takeWaiting } from './inbox.ts';
import { turnMs, type TroubledBodies, type TroubledBody } from './troubled-bodies.ts';

export interface ApplyTools extends ReadingTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  log: Log;
}

/** Webhooks in one transaction: of one status each, or a few of a thousand, so that no delivery is locked for seconds. */
const batch = { bodies: 200, bytes: 1024 * 1024 };

/** What is told after each COMMIT. */
export type Committed = (tools: ApplyTools, applied: Applied) => Promise<void>;

/**
 * Applies a batch of stored webhooks in one transaction, and beside it goes on with those that give trouble. Returns how
 * much was done: while it is more than nothing, there may be more.
 */
export async function applyWebhooks(tools: ApplyTools, troubled: TroubledBodies): Promise<number> {
  const together = await applyTogether(tools, troubled);
  return together + (await applyTroubled(tools, troubled, together > 0));
}

async function applyTogether(tools: ApplyTools, troubled: TroubledBodies): Promise<number> {
  let applied: Applied;
  try {
    applied = await applyBatch(tools, troubled.ids());
  } catch (error) {
    throwIfAway(error);
    tools.log.error({ event: 'webhooks.batch_failed', error });
    return applyOneByOne(tools, troubled, batch.bodies, tellAndRelease);
  }
  if (applied.bodies > 0) failpoint('apply.committed');
  await tellAndRelease(tools, applied);
  return applied.bodies;
}

async function applyBatch(tools: ApplyTools, without: readonly number[]): Promise<Applied> {
  return tools.database.transaction(async (tx) => {
    const bodies = await takeWaiting(tx, batch, without);
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

/**
 * Each of them has its turn, as long as there is time, and what fails again waits until the round tells whether anything
 * else was applied.
 */
async function applyTroubled(
  tools: ApplyTools,
  troubled: TroubledBodies,
  othersWereApplied: boolean,
): Promise<number> {
  const turns: (Turn & { body: TroubledBody })[] = [];
  const endsAt = performance.now() + turnMs;
  for (const body of troubled.due()) {
    if (performance.now() >= endsAt) break;
    const turn = await applySlices(tools, troubled, body, { endsAt, committed: tellAndRelease });
    turns.push({ body, ...turn });
  }
  const done = turns.reduce((sum, each) => sum + each.done, 0);
  const hasApplied = othersWereApplied || done > 0;
  for (const { body, failed } of turns) troubled.rest(body, failed, hasApplied);
  const failing = turns.filter(({ error }) => error !== undefined);
  const error = failing.at(-1)?.error;
  if (error === undefined) return done;
  // Nothing at all could be applied: that is the trouble of the whole loop.
  if (!hasApplied) throw toError(error);
  const items = failing.reduce((sum, each) => sum + each.failed.length, 0);
  tools.log.warn({
    event: 'webhooks.items_wait',
    items,
    bodies: failing.length,
    cause: describeFault(error),
  });
  return done;
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
  // A number that goes from hand to hand, or somebody who changes theirs again and again.
  if (counts.crowds > 0) log.warn({ event: 'contacts.too_many_names', people: counts.crowds });
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

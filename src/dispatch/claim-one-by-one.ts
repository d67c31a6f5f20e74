import type { Tx } from '../db/database.ts';
import { describeFault } from '../db/describe-fault.ts';
import { isServerInTrouble, mayPass } from '../db/failures.ts';
import { inSavepoint } from '../db/in-savepoint.ts';
import { buryDelivery } from '../delivery/bury-delivery.ts';
import { lockDeliveries } from '../delivery/hold-deliveries.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import type { Log } from '../log/log.ts';
import type { Sender } from '../senders/sender.ts';
import { claimMessages, type ClaimedBatch } from './claim-messages.ts';

/**
 * After a claim that one of its messages made fail: each is claimed alone, and the one that fails is buried in the same
 * transaction, so that it blocks nobody. What may pass by itself buries nobody: its message waits without a job, and so it
 * does where even the burial fails. The reconciler brings it later.
 */
export async function claimOneByOne(
  tx: Tx,
  tools: Parameters<typeof claimMessages>[1] & { log: Log },
  sender: Sender,
  wanted: { limit: number; lowest: number },
): Promise<ClaimedBatch> {
  const messageIds = await tools.queue.consumeJobs(tx, sender.senderId, wanted);
  // All at once and sorted, as everywhere; each claim locks its own again.
  await lockDeliveries(tx, sender.tenantId, messageIds);
  const claimed: ClaimedBatch['claimed'] = [];
  const drafts: EventDraft[] = [];
  for (const messageId of messageIds) {
    const queue = { ...tools.queue, consumeJobs: () => Promise.resolve([messageId]) };
    const alone = await tryAlone(tx, (inner) => claimMessages(inner, { ...tools, queue }, sender, one));
    if ('done' in alone) {
      for (const each of alone.done.claimed) claimed.push(each);
      for (const each of alone.done.drafts) drafts.push(each);
    } else if (mayPass(alone.poison)) {
      const { tenantId } = sender;
      tools.log.warn({ event: 'dispatch.left_out', tenantId, messageId, cause: describeFault(alone.poison) });
    } else for (const each of await bury(tx, tools.log, sender, messageId, alone.poison)) drafts.push(each);
  }
  return { claimed, consumed: messageIds.length, drafts };
}

const one = { limit: 1, lowest: 0 };

async function bury(
  tx: Tx,
  log: Log,
  sender: Sender,
  messageId: string,
  poison: unknown,
): Promise<readonly EventDraft[]> {
  const { tenantId } = sender;
  const cause = describeFault(poison);
  log.error({ event: 'dispatch.buried', tenantId, messageId, stage: 'CLAIM', cause });
  const buried = await tryAlone(tx, async (inner) => {
    const ended = await buryDelivery(inner, tenantId, messageId, { stage: 'CLAIM', cause });
    appendEvents(inner, tenantId, ended);
    return ended;
  });
  if ('done' in buried) return buried.done;
  log.error({ event: 'dispatch.bury_failed', tenantId, messageId, cause: describeFault(buried.poison) });
  return [];
}

/** When the database is in trouble the transaction ends, as it always does. */
async function tryAlone<T>(
  tx: Tx,
  act: (inner: Tx) => Promise<T>,
): Promise<{ done: T } | { poison: unknown }> {
  try {
    return { done: await inSavepoint(tx, act) };
  } catch (error) {
    if (isServerInTrouble(error)) throw error;
    return { poison: error };
  }
}

import { eachAlone } from '../db/each-alone.ts';
import { inParts } from '../db/in-parts.ts';
import { readLongReady, type WaitingPlace } from '../delivery/read-long-ready.ts';
import { failpoint } from '../log/failpoint.ts';
import type { QueuedMessage } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Sender } from '../senders/sender.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Messages looked at for one sender in one run; a backlog is walked through over several. */
const pageSize = 2_000;

/**
 * The row is the truth and the job a hint: a message that has been ready for a while gets its job again, which does
 * nothing where it still has one. Remembers how far it came in each sender's backlog.
 */
export function createReconciler(
  senders: () => readonly Sender[],
  olderThanMs: number,
): (tools: HousekeepingTools) => Promise<void> {
  const places = new Map<string, WaitingPlace>();
  return (tools) =>
    eachAlone(senders(), async ({ tenantId, senderId }) => {
      const after = places.get(senderId);
      const page = await tools.database.transaction((tx) =>
        readLongReady(tx, { tenantId, senderId, after, olderThanMs, limit: pageSize }),
      );
      const missing = await insertMissing(tools, senderId, page);
      const last = page.length === pageSize ? page.at(-1) : undefined;
      if (last) places.set(senderId, last);
      else places.delete(senderId);
      if (missing === 0) return;
      // Outside of tests of faults this is a fault of ours, or somebody emptied the queue.
      tools.log.warn({ event: 'dispatch.jobs_recreated', tenantId, senderId, count: missing });
      tools.doorbell.ring([sendTopic(senderId)]);
    });
}

/** Returns how many had none. */
async function insertMissing(
  { database, queue, aside }: HousekeepingTools,
  senderId: string,
  page: readonly QueuedMessage[],
): Promise<number> {
  let missing = 0;
  await inParts(
    page.filter(({ messageId }) => !aside.has(messageId)),
    async (some) => {
      missing += await database.transaction(async (tx) => {
        const inserted = await queue.insertJobs(tx, senderId, some);
        if (inserted > 0) failpoint('reconcile.beforeCommit');
        return inserted;
      });
    },
    ({ messageId }, error) => {
      aside.add(messageId, error);
    },
  );
  return missing;
}

import { readLongReady, type WaitingPlace } from '../delivery/read-long-ready.ts';
import { failpoint } from '../log/failpoint.ts';
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
  tools: HousekeepingTools,
  senders: () => readonly Sender[],
  olderThanMs: number,
): () => Promise<void> {
  const places = new Map<string, WaitingPlace>();
  return async () => {
    for (const { tenantId, senderId } of senders()) {
      const after = places.get(senderId);
      const { found, missing } = await tools.database.transaction(async (tx) => {
        const page = await readLongReady(tx, { tenantId, senderId, after, olderThanMs, limit: pageSize });
        const inserted = await tools.queue.insertJobs(tx, senderId, page);
        if (inserted > 0) failpoint('reconcile.beforeCommit');
        return { found: page, missing: inserted };
      });
      const last = found.length === pageSize ? found.at(-1) : undefined;
      if (last) places.set(senderId, last);
      else places.delete(senderId);
      if (missing === 0) continue;
      // Outside of tests of faults this is a fault of ours, or somebody emptied the queue.
      tools.log.warn({ event: 'dispatch.jobs_recreated', tenantId, senderId, count: missing });
      tools.doorbell.ring([sendTopic(senderId)]);
    }
  };
}

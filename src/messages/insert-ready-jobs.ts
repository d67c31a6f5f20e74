import type { Tx } from '../db/database.ts';
import type { Ready } from '../delivery/create-deliveries.ts';
import type { Queue } from '../queue/start-queue.ts';

/** A job for each message that may go now, in the transaction that made it so. Answers when they are on their way. */
export async function insertReadyJobs(
  tx: Pick<Tx, 'queryLast'>,
  queue: Queue,
  deliveries: readonly (Ready & { ready?: boolean })[],
): Promise<void> {
  const ready = deliveries.filter((each) => each.ready !== false);
  for (const [senderId, ofSender] of Map.groupBy(ready, (each) => each.senderId)) {
    await queue.sendJobs(tx, senderId, ofSender);
  }
}

import type { Database, Tx } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { isServerInTrouble } from '../db/failures.ts';
import type { Apart, DueChange } from '../delivery/change-due.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Aside } from './set-aside.ts';

/** Rows in one transaction of housekeeping: short locks, and still hundreds of thousands a minute. */
export const dueLimit = 500;

interface DueTools {
  database: Database;
  doorbell: Doorbell;
  queue: Queue;
  aside: Aside;
}

type DueAct = (tx: Tx, limit: number, apart: Apart) => Promise<DueChange[]>;

/**
 * Runs an act of the clock until nothing is due. When it fails, it is tried on fewer rows and fewer, until the row that
 * makes it fail is alone and is set aside; then on more again.
 */
export async function applyDue(tools: DueTools, act: DueAct): Promise<void> {
  for (let limit = dueLimit; ;) {
    const taken: string[] = [];
    const apart: Apart = {
      except: tools.aside.ids(),
      // The transaction may run more than once.
      took: (ids) => {
        taken.splice(0, taken.length);
        for (const id of ids) taken.push(id);
      },
    };
    try {
      await applySome(tools, (tx) => act(tx, limit, apart));
    } catch (error) {
      const [only] = taken;
      if (isServerInTrouble(error) || only === undefined) throw error;
      if (taken.length === 1) tools.aside.add(only, error);
      else limit = Math.ceil(taken.length / 2);
      continue;
    }
    if (taken.length < limit) return;
    limit = Math.min(dueLimit, limit * 2);
  }
}

/** Its changes, new jobs for what became ready and the events in one transaction. */
async function applySome(tools: DueTools, act: (tx: Tx) => Promise<DueChange[]>): Promise<void> {
  const changes = await tools.database.transaction(async (tx) => {
    const due = await act(tx);
    for (const { moved } of due) {
      const ready = moved.flatMap(({ delivery }) => (delivery.ready ? [delivery] : []));
      for (const [senderId, ofSender] of Map.groupBy(ready, (each) => each.senderId))
        await tools.queue.insertJobs(tx, senderId, ofSender);
    }
    for (const { tenantId, drafts } of due) appendEvents(tx, tenantId, drafts);
    return due;
  });
  tools.doorbell.ring(topicsOf(changes));
  for (const { tenantId, drafts } of changes) await releaseLanes(tools, tenantId, drafts);
}

function topicsOf(changes: readonly DueChange[]): Set<string> {
  const topics = new Set<string>();
  for (const { tenantId, moved, drafts } of changes) {
    if (drafts.length > 0) topics.add(logTopic(tenantId));
    for (const { delivery } of moved) if (delivery.ready) topics.add(sendTopic(delivery.senderId));
  }
  return topics;
}

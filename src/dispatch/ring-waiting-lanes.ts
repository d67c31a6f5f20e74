import { findWaitingSenders } from '../delivery/find-waiting-senders.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Sender } from '../senders/sender.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** One question for all senders, instead of an idle fetch for each: the backstop for a ring that was lost. */
export async function ringWaitingLanes(tools: HousekeepingTools, senders: readonly Sender[]): Promise<void> {
  const waiting = await tools.database.transaction((tx) => findWaitingSenders(tx, senders));
  tools.doorbell.ring(waiting.map(sendTopic));
}

import { eachAlone } from '../db/each-alone.ts';
import { findSilentSenders, settleUnknown } from '../delivery/settle-unknown.ts';
import type { Sender } from '../senders/sender.ts';
import { applyDue } from './apply-due.ts';
import type { HousekeepingTools } from './run-housekeeping.ts';

/** Messages that may have been sent, and of which nothing was heard, are given to their own policy. */
export async function settleSilent(tools: HousekeepingTools, senders: readonly Sender[]): Promise<void> {
  const { settleWindowMs } = tools;
  await eachAlone(await findSilentSenders(tools.database, senders, settleWindowMs), (sender) =>
    applyDue(tools, (tx, limit, apart) => settleUnknown(tx, sender, settleWindowMs, limit, apart)),
  );
}

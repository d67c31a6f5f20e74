import { analyzeGrown } from '../db/analyze-grown.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { repeat } from '../db/repeat.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Log } from '../log/log.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Sender } from '../senders/sender.ts';
import { adoptMessages } from './adopt-messages.ts';
import { expireMessages } from './expire-messages.ts';
import { promoteMessages } from './promote-messages.ts';
import { createReconciler } from './reconcile-jobs.ts';
import { releaseWaiting } from './release-waiting.ts';
import { ringWaitingLanes } from './ring-waiting-lanes.ts';
import { createAside, type Aside } from './set-aside.ts';
import { settleSilent } from './settle-silent.ts';
import { sweepMessages } from './sweep-messages.ts';

export interface HousekeepingTools {
  database: Database;
  doorbell: Doorbell;
  queue: Queue;
  log: Log;
  /** How long silence must last, while webhooks flow, before it says something; ms. */
  settleWindowMs: number;
  /** Rows that this act sets aside. */
  aside: Aside;
}

/** How often each act looks; ms. All are safe on every worker at once. */
export interface HousekeepingTimes {
  /** Due retries go on this much late at most. */
  promoteMs: number;
  /** A lost wake-up delays a lane by at most this. */
  ringMs: number;
  /** A dead worker's messages stand as UNKNOWN this much after their lease at most. */
  sweepMs: number;
  /** A webhook that missed its settle by a moment is matched this much later at most. */
  adoptMs: number;
  /** A message whose time is over is told so this much later at most. */
  expireMs: number;
  /** A silence that says something is judged this much later at most. */
  silenceMs: number;
  /** A lane that nobody told to move on does so this much later at most, and the time between two looks at it. */
  laneMs: number;
  /** A message that lost its job gets a new one this much later at most. */
  reconcileMs: number;
  /** A queue that was filled at once is read as fast as any other this much later at most. */
  analyzeMs: number;
}

export const defaultHousekeepingTimes: HousekeepingTimes = {
  promoteMs: 1_000,
  ringMs: 2_000,
  sweepMs: 1_000,
  adoptMs: 5_000,
  expireMs: 5_000,
  silenceMs: 1_000,
  laneMs: 1_000,
  reconcileMs: 30_000,
  analyzeMs: 5_000,
};

/** What no message may wait for for ever is looked for here, by the clock of the database. */
export function runHousekeeping(
  shared: Omit<HousekeepingTools, 'aside'> & { loops: LoopWatch },
  senders: () => readonly Sender[],
  times: HousekeepingTimes,
): AsyncDisposable {
  const running = new AsyncDisposableStack();
  const every = (name: string, ms: number, act: (tools: HousekeepingTools) => Promise<void>): void => {
    const tools = { ...shared, aside: createAside(name, shared.log) };
    running.use(repeat({ name, everyMs: ms, loops: shared.loops }, () => act(tools)));
  };
  every('promote', times.promoteMs, promoteMessages);
  every('ring', times.ringMs, (tools) => ringWaitingLanes(tools, senders()));
  every('sweep', times.sweepMs, sweepMessages);
  every('adopt', times.adoptMs, adoptMessages);
  every('expire', times.expireMs, expireMessages);
  every('silence', times.silenceMs, (tools) => settleSilent(tools, senders()));
  every('lanes', times.laneMs, releaseWaiting);
  every('analyze', times.analyzeMs, ({ database, queue }) => analyzeGrown(database, [queue.schema]));
  every('reconcile', times.reconcileMs, createReconciler(senders, times.reconcileMs));
  return running;
}

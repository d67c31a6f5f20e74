import type { KeyObject } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { PairLimits } from '../senders/pair-slots.ts';
import type { Sender } from '../senders/sender.ts';
import { createCapacity } from './capacity.ts';
import type { GateTimes } from './gate-times.ts';
import { createPurse } from './purse.ts';
import { runLane } from './run-lane.ts';
import type { SendTools } from './send-message.ts';
import type { Settler } from './settle-messages.ts';
import { watchHealth } from './watch-health.ts';

export interface PumpTools extends SendTools {
  database: Database;
  doorbell: Doorbell;
  loops: LoopWatch;
  queue: Queue;
  /** What people are found by in the lists of suppression. */
  recipientKey: KeyObject;
  settler: Settler;
  pair: PairLimits;
  gateTimes: GateTimes;
  /** Sends in flight at once in this process. */
  concurrency: number;
}

/** Of all places, what one of several senders may hold: a sender whose sends hang leaves the others room. */
const shareOfOne = 3 / 4;

/**
 * One lane per sender, all with one capacity and one watch over how WhatsApp serves this process. Disposing stops
 * claiming and waits for what is in flight.
 */
export function runPump(tools: PumpTools, senders: readonly Sender[]): AsyncDisposable {
  const stopping = new AbortController();
  const capacity = createCapacity(tools.concurrency);
  const places = senders.length > 1 ? Math.ceil(tools.concurrency * shareOfOne) : tools.concurrency;
  const shared = {
    ...tools,
    capacity,
    places,
    senders,
    health: watchHealth(tools.gateTimes, Math.random),
  };
  const lanes = senders.map((sender) => {
    const purse = createPurse({ database: tools.database, probeMs: tools.gateTimes.probeMs }, sender);
    return runLane(shared, sender, purse, stopping.signal);
  });
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

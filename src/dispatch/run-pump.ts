import type { KeyObject } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { PairLimits } from '../senders/pair-slots.ts';
import type { Sender } from '../senders/sender.ts';
import type { SenderWatch } from '../senders/watch-senders.ts';
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
 * One lane per sender, all with one capacity and one watch over how WhatsApp serves this process. A sender that is added
 * gets a lane, and one that is changed another one. Disposing stops claiming and waits for what is in flight.
 */
export function runPump(tools: PumpTools, senders: SenderWatch): AsyncDisposable {
  const capacity = createCapacity(tools.concurrency);
  const shared = {
    ...tools,
    capacity,
    places: () => (senders.all().length > 1 ? Math.ceil(tools.concurrency * shareOfOne) : tools.concurrency),
    senders: senders.all,
    health: watchHealth(tools.gateTimes, Math.random),
  };
  const lanes = new Map<Sender, AbortController>();
  /** Those that end are in it, too. */
  const running = new Set<Promise<void>>();

  function startLane(sender: Sender): void {
    const stopping = new AbortController();
    lanes.set(sender, stopping);
    const purse = createPurse({ database: tools.database, probeMs: tools.gateTimes.probeMs }, sender);
    const lane = runLane(shared, sender, purse, stopping.signal).finally(() => running.delete(lane));
    running.add(lane);
  }

  function endLane(sender: Sender, lane: AbortController): void {
    lanes.delete(sender);
    lane.abort();
  }

  function serve(wanted: readonly Sender[]): void {
    const rest = new Set(wanted);
    for (const [sender, lane] of lanes) if (!rest.delete(sender)) endLane(sender, lane);
    for (const sender of rest) startLane(sender);
  }

  const stop = senders.onChange(serve);
  serve(senders.all());
  return {
    async [Symbol.asyncDispose]() {
      stop();
      serve([]);
      await Promise.all(running);
    },
  };
}

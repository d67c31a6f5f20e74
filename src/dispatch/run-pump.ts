import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Queue } from '../queue/start-queue.ts';
import { sendTopic } from '../queue/topics.ts';
import type { Sender } from '../senders/sender.ts';
import { claimMessages, type ClaimedBatch, type ClaimedMessage } from './claim-messages.ts';
import { createCapacity } from './capacity.ts';
import { sendMessage, type SendTools } from './send-message.ts';
import type { Settler } from './settle-messages.ts';

export interface PumpTools extends SendTools {
  database: Database;
  doorbell: Doorbell;
  queue: Queue;
  /** What people are found by in the lists of suppression. */
  recipientKey: Buffer;
  settler: Settler;
  /** Sends in flight at once in this process. */
  concurrency: number;
}

/** Messages of one sender in one claim: enough to pay for the transaction, few enough to leave room for other senders. */
const maxClaim = 32;
/** After a claim that failed, usually because the database is away; ms. */
const pauseAfterErrorMs = 1_000;

/**
 * One lane per sender: claim, send, settle. A lane claims only what can be sent at once, and sleeps until it is rung.
 * Disposing stops claiming and waits for what is in flight.
 */
export function runPump(tools: PumpTools, senders: readonly Sender[]): AsyncDisposable {
  const capacity = createCapacity(tools.concurrency);
  const stopping = new AbortController();
  const inFlight = new Set<Promise<void>>();

  async function runLane(sender: Sender): Promise<void> {
    using bell = listen(tools.doorbell, sendTopic(sender.senderId), stopping.signal);
    while (!stopping.signal.aborted) {
      const free = await capacity.take(maxClaim, stopping.signal);
      const { claimed, consumed } =
        free === 0 ? nothing : await tryClaim(tools, sender, free, stopping.signal);
      capacity.release(free - claimed.length);
      for (const each of claimed) {
        const sent = sendAndSettle(tools, each).finally(() => {
          capacity.release(1);
          inFlight.delete(sent);
        });
        inFlight.add(sent);
      }
      if (consumed === 0) await bell.next();
    }
  }

  const lanes = senders.map(runLane);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(lanes);
      await Promise.all(inFlight);
    },
  };
}

const nothing: ClaimedBatch = { claimed: [], consumed: 0 };

async function tryClaim(
  tools: PumpTools,
  sender: Sender,
  limit: number,
  signal: AbortSignal,
): Promise<ClaimedBatch> {
  try {
    const batch = await tools.database.transaction((tx) => claimMessages(tx, tools, sender, limit));
    if (batch.claimed.length > 0) failpoint('claim.committed');
    if (batch.consumed > 0) tools.doorbell.ring([logTopic(sender.tenantId)]);
    return batch;
  } catch (error) {
    tools.log.warn({ event: 'dispatch.claim_failed', senderId: sender.senderId, error });
    await pause(pauseAfterErrorMs, undefined, { signal }).catch(() => undefined);
    // The lane looks again at once: what it was rung for is still there.
    tools.doorbell.ring([sendTopic(sender.senderId)]);
    return nothing;
  }
}

async function sendAndSettle(tools: PumpTools, claimed: ClaimedMessage): Promise<void> {
  await tools.settler.settle(claimed.sender.tenantId, await sendMessage(tools, claimed));
}

/** Remembers a ring that came while the lane was busy. */
function listen(
  doorbell: Doorbell,
  topic: string,
  signal: AbortSignal,
): Disposable & { next(): Promise<void> } {
  let bell = Promise.withResolvers<undefined>();
  const stop = doorbell.onRing(topic, () => {
    bell.resolve(undefined);
  });
  signal.addEventListener(
    'abort',
    () => {
      bell.resolve(undefined);
    },
    { once: true },
  );
  return {
    async next() {
      await bell.promise;
      if (!signal.aborted) bell = Promise.withResolvers<undefined>();
    },
    [Symbol.dispose]: stop,
  };
}

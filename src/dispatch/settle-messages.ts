import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Settlement } from '../delivery/settle-attempt.ts';
import { settleDeliveries } from '../delivery/settle-deliveries.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import type { Log } from '../log/log.ts';
import { takeAnswers } from './take-answers.ts';

export interface Settler {
  /** Answers when the outcome is durable, or when it was given up: the lease ended long ago and webhooks will tell. */
  settle(tenantId: string, settlement: Settlement): Promise<void>;
}

/** Outcomes in one transaction. */
const maxBatch = 200;
/** While the database is away; ms. */
const firstPauseMs = 50;
const longestPauseMs = 2_000;

interface Waiting {
  tenantId: string;
  settlement: Settlement;
  done: () => void;
}

/**
 * Gathers the outcomes of concurrent sends: while one transaction commits, the next batch grows. A lone outcome waits
 * for nobody.
 */
export function createSettler(tools: {
  database: Database;
  doorbell: Doorbell;
  recipientKey: Buffer;
  giveUpAfterMs: number;
  log: Log;
}): Settler {
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      for (const [tenantId, ofTenant] of Map.groupBy(batch, (each) => each.tenantId)) {
        await settleUntilDurable(
          tools,
          tenantId,
          ofTenant.map((each) => each.settlement),
        );
      }
      batch.forEach((each) => {
        each.done();
      });
    }
    running = false;
  }

  return {
    settle(tenantId, settlement) {
      return new Promise((done) => {
        waiting.push({ tenantId, settlement, done });
        if (!running) void drain();
      });
    },
  };
}

/** The answer of WhatsApp exists only here, so it is kept through an outage of the database as long as it can matter. */
async function settleUntilDurable(
  tools: { database: Database; doorbell: Doorbell; recipientKey: Buffer; giveUpAfterMs: number; log: Log },
  tenantId: string,
  settlements: readonly Settlement[],
): Promise<void> {
  const deadline = performance.now() + tools.giveUpAfterMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      await tools.database.transaction(async (tx) => {
        const drafts = await settleDeliveries(tx, tenantId, settlements);
        const signals = await takeAnswers(tx, tenantId, tools.recipientKey, settlements);
        await appendEvents(tx, tenantId, [...drafts, ...signals]);
      });
      tools.doorbell.ring([logTopic(tenantId)]);
      settlements.forEach((each) => {
        logAttempt(tools.log, tenantId, each);
      });
      return;
    } catch (error) {
      const attempts = settlements.map((each) => `${each.messageId}/${each.attempt}`);
      tools.log.warn({ event: 'dispatch.settle_failed', tenantId, attempts, error });
      if (performance.now() > deadline) {
        tools.log.error({ event: 'dispatch.settle_given_up', tenantId, attempts });
        return;
      }
      await pause(Math.random() * pauseMs);
    }
  }
}

function logAttempt(log: Log, tenantId: string, settled: Settlement): void {
  log.info({
    event: 'message.attempted',
    tenantId,
    messageId: settled.messageId,
    attempt: settled.attempt,
    outcome: settled.outcome,
    httpStatus: settled.httpStatus,
    code: settled.error?.code,
    retryAfterMs: settled.retry?.afterMs,
    durationMs: settled.durationMs,
  });
}

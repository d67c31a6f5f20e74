import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { describeFault } from '../db/describe-fault.ts';
import { mayPass } from '../db/failures.ts';
import { inParts } from '../db/in-parts.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { writeDeadLetters } from '../delivery/dead-letter.ts';
import type { Settlement } from '../delivery/settle-attempt.ts';
import { settleDeliveries } from '../delivery/settle-deliveries.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import type { Queue } from '../queue/start-queue.ts';
import { takeAnswers } from './take-answers.ts';

export interface Settler {
  /** Answers when the outcome is durable, or when it was given up: the lease ended long ago and webhooks will tell. */
  settle(tenantId: string, settlement: Settlement): Promise<void>;
}

/** Outcomes in one transaction. */
const maxBatch = 200;
/** What comes together was answered at a busy time: the next batch may grow for this; ms. */
const gatherMs = 10;
/** Fewer are no crowd. */
const crowd = 8;
/** While the database is away; ms. */
const firstPauseMs = 50;
const longestPauseMs = 2_000;

interface Waiting {
  tenantId: string;
  settlement: Settlement;
  /** Set when it is first tried: when it is given up; ms of this process's own clock. */
  until: number | undefined;
  done: () => void;
}

/**
 * Gathers the outcomes of concurrent sends: while one transaction commits, the next batch grows, and after a large one a
 * little longer. A lone outcome waits for nobody. One that cannot be stored for a while is tried again beside the others.
 */
export function createSettler(tools: SettleTools): Settler {
  let waiting: Waiting[] = [];
  let running = false;
  const again = createSecondLine(tools);

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      for (const [tenantId, ofTenant] of Map.groupBy(batch, (each) => each.tenantId))
        await settleUntilDurable(tools, tenantId, ofTenant, again);
      if (batch.length >= crowd && waiting.length < maxBatch) await pause(gatherMs);
    }
    running = false;
  }

  return {
    settle(tenantId, settlement) {
      return new Promise((done) => {
        waiting.push({ tenantId, settlement, until: undefined, done });
        if (!running) void drain();
      });
    },
  };
}

/** Tries one outcome after another, as long as they can matter. */
function createSecondLine(tools: SettleTools): (waiting: Waiting) => void {
  const waiting = new Set<Waiting>();
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    for (let pauseMs = firstPauseMs; waiting.size > 0; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      await pause(Math.random() * pauseMs);
      for (const each of waiting) {
        const open = new Set([each]);
        await tools.loops.turn('settle-again', () => settleOpen(tools, each.tenantId, open));
        if (open.size === 0 || isGivenUp(tools, each)) waiting.delete(each);
      }
    }
    running = false;
  }

  return (late) => {
    waiting.add(late);
    if (!running) void drain();
  };
}

interface SettleTools {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  loops: LoopWatch;
  recipientKey: KeyObject;
  giveUpAfterMs: number;
  settleWindowMs: number;
  log: Log;
}

/** The answer of WhatsApp exists only here, so it is kept through an outage of the database as long as it can matter. */
async function settleUntilDurable(
  tools: SettleTools,
  tenantId: string,
  batch: readonly Waiting[],
  again: (waiting: Waiting) => void,
): Promise<void> {
  const open = new Set(batch);
  for (const each of batch) each.until = performance.now() + tools.giveUpAfterMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    await tools.loops.turn('settle', () =>
      settleOpen(tools, tenantId, open, (each) => {
        open.delete(each);
        again(each);
      }),
    );
    for (const each of open) if (isGivenUp(tools, each)) open.delete(each);
    if (open.size === 0) return;
    await pause(Math.random() * pauseMs);
  }
}

function isGivenUp(tools: SettleTools, { tenantId, settlement, until = 0, done }: Waiting): boolean {
  if (performance.now() <= until) return false;
  tools.log.error({ event: 'dispatch.settle_given_up', tenantId, attempts: namesOf([settlement]) });
  done();
  return true;
}

/**
 * Takes out of `open` what is settled. One outcome that cannot be stored must not keep the others: it is left to its lease,
 * after which its message is UNKNOWN. One that meets what passes by itself is given to `again`, or else thrown.
 */
async function settleOpen(
  tools: SettleTools,
  tenantId: string,
  open: Set<Waiting>,
  again?: (waiting: Waiting) => void,
): Promise<void> {
  const end = (waiting: Waiting): void => {
    open.delete(waiting);
    waiting.done();
  };
  await inParts(
    [...open],
    async (some) => {
      const settlements = some.map((each) => each.settlement);
      await settleTogether(tools, tenantId, settlements);
      some.forEach(end);
    },
    async (one, error) => {
      if (!mayPass(error)) {
        await bury(tools, tenantId, one.settlement, error);
        end(one);
      } else if (again) again(one);
      else throw error;
    },
  );
}

async function settleTogether(
  tools: SettleTools,
  tenantId: string,
  settlements: readonly Settlement[],
): Promise<void> {
  try {
    const drafts = await tools.database.transaction(async (tx) => {
      const settled = await settleDeliveries(tx, tenantId, settlements, tools.settleWindowMs);
      const signals = await takeAnswers(tx, tenantId, tools.recipientKey, settlements);
      appendEvents(tx, tenantId, [...settled, ...signals]);
      failpoint('settle.beforeCommit');
      return settled;
    });
    failpoint('settle.committed');
    tools.doorbell.ring([logTopic(tenantId)]);
    await releaseLanes(tools, tenantId, drafts);
    settlements.forEach((each) => {
      logAttempt(tools.log, tenantId, each);
    });
  } catch (error) {
    const attempts = namesOf(settlements);
    tools.log.warn({ event: 'dispatch.settle_failed', tenantId, attempts, cause: describeFault(error) });
    throw error;
  }
}

function namesOf(settlements: readonly Settlement[]): string[] {
  return settlements.map((each) => `${each.messageId}/${each.attempt}`);
}

async function bury(
  tools: SettleTools,
  tenantId: string,
  { messageId }: Settlement,
  poison: unknown,
): Promise<void> {
  const letters = [{ messageId, stage: 'SETTLE' as const, cause: describeFault(poison) }];
  tools.log.error({ event: 'dispatch.buried', tenantId, letters });
  await tools.database
    .transaction((tx) => {
      writeDeadLetters(tx, tenantId, letters);
      return Promise.resolve();
    })
    .catch((error: unknown) => {
      tools.log.error({ event: 'dispatch.bury_failed', tenantId, letters, cause: describeFault(error) });
    });
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

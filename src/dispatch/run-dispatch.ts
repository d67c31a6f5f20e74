import type { KeyObject } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Log } from '../log/log.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { PairLimits } from '../senders/pair-slots.ts';
import type { SenderWatch } from '../senders/watch-senders.ts';
import { createWhatsAppClient } from '../whatsapp/send-message.ts';
import { defaultGateTimes, type GateTimes } from './gate-times.ts';
import { defaultHousekeepingTimes, runHousekeeping, type HousekeepingTimes } from './run-housekeeping.ts';
import { runPump } from './run-pump.ts';
import { createSettler } from './settle-messages.ts';
import { assertTimeBudget, type TimeBudget } from './time-budget.ts';

export interface DispatchTimes {
  budget?: TimeBudget;
  housekeeping?: HousekeepingTimes;
  gates?: GateTimes;
}

/** Where messages go, and how many at once. */
interface Destination {
  whatsappUrl: string;
  whatsappProxy: string | undefined;
  whatsappApiVersion: string;
  whatsappAccessToken: string;
  concurrency: number;
  pair: PairLimits;
  budget: TimeBudget;
  settleWindowMs: number;
  backOffCapMs: number;
  reconcileMs: number;
}

/** The worker: claims, sends, settles, and looks after what no worker holds any more. */
export function runDispatch(tools: {
  config: Destination;
  database: Database;
  doorbell: Doorbell;
  loops: LoopWatch;
  queue: Queue;
  opaqueKey: KeyObject;
  recipientKey: KeyObject;
  senders: SenderWatch;
  log: Log;
  times?: DispatchTimes | undefined;
}): AsyncDisposable {
  const { config, database, doorbell, loops, queue, log, senders } = tools;
  const budget = tools.times?.budget ?? config.budget;
  assertTimeBudget(budget);
  const proxy = config.whatsappProxy;
  if (proxy !== undefined) log.info({ event: 'whatsapp.proxy', proxy: new URL(proxy).origin });
  const running = new AsyncDisposableStack();
  const client = running.use(
    createWhatsAppClient({
      baseUrl: config.whatsappUrl,
      apiVersion: config.whatsappApiVersion,
      connections: config.concurrency,
      proxy,
      timeouts: { connectMs: budget.connectMs, headersMs: budget.headersMs, totalMs: budget.deadlineMs },
      log,
    }),
  );
  const { settleWindowMs, backOffCapMs, reconcileMs } = config;
  const settler = createSettler({
    database,
    queue,
    doorbell,
    loops,
    recipientKey: tools.recipientKey,
    giveUpAfterMs: budget.leaseMs,
    settleWindowMs,
    log,
  });
  running.use(
    runHousekeeping(
      { database, doorbell, loops, queue, log, settleWindowMs },
      senders.all,
      tools.times?.housekeeping ?? { ...defaultHousekeepingTimes, reconcileMs },
    ),
  );
  running.use(
    runPump(
      {
        client,
        accessToken: config.whatsappAccessToken,
        opaqueKey: tools.opaqueKey,
        recipientKey: tools.recipientKey,
        budget,
        backOffCapMs,
        database,
        doorbell,
        loops,
        queue,
        settler,
        pair: config.pair,
        gateTimes: tools.times?.gates ?? defaultGateTimes,
        concurrency: config.concurrency,
        log,
      },
      senders,
    ),
  );
  return running;
}

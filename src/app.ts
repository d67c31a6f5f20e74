import { createAuthenticate } from './auth/authenticate.ts';
import { deriveKeys } from './auth/derive-keys.ts';
import { defaultTenantId, ensureDefaultTenant } from './auth/ensure-default-tenant.ts';
import { noteAccount } from './auth/note-account.ts';
import type { Config } from './config/read-config.ts';
import { pruneCommitProofs } from './db/commit-proof.ts';
import { openDatabase } from './db/database.ts';
import { openDoorbell } from './db/doorbell.ts';
import { pruneUntilDone } from './db/prune-until-done.ts';
import { repeat } from './db/repeat.ts';
import { pruneLanes } from './delivery/prune-lanes.ts';
import { pruneParked } from './delivery/prune-parked.ts';
import { compareMessages } from './dispatch/compare-messages.ts';
import { runDispatch, type DispatchTimes } from './dispatch/run-dispatch.ts';
import { createGraphQL } from './graphql/create-graphql.ts';
import { listen } from './http/listen.ts';
import { pruneLogs } from './events/prune-log.ts';
import type { Log } from './log/log.ts';
import { pruneKeys } from './messages/claim-keys.ts';
import { enqueueMessages } from './messages/enqueue-messages.ts';
import { gatherEnqueues } from './messages/gather-enqueues.ts';
import { watchDepth } from './messages/watch-depth.ts';
import { startQueue } from './queue/start-queue.ts';
import { ensureSenders } from './senders/ensure-senders.ts';
import { knowSenders } from './senders/know-senders.ts';
import { listAllSenders } from './senders/list-senders.ts';
import { prepareGates } from './senders/prepare-gates.ts';
import { prunePairs } from './senders/prune-pairs.ts';
import { pruneInbox } from './webhooks/inbox.ts';
import { watchHistory } from './watch-history.ts';
import { runApplier } from './webhooks/run-applier.ts';
import { receiveWebhooks } from './webhooks/receive-webhooks.ts';

/** Everything that a process needs, with the places that were left open decided. */
export interface AppConfig extends Config {
  databaseUrl: string;
  /** Undefined for roles that serve no keys. */
  apiKey: string | undefined;
  /** Nobody gave it. It takes the place of no key that was given. */
  isKeyMade?: boolean | undefined;
  whatsappUrl: string;
  /** Filled into GraphiQL, so that trying needs no copying: only where WhatsApp is simulated and nobody else can look. */
  trialKey?: string | undefined;
}

export interface App extends AsyncDisposable {
  /** Where it listens: the port it was given, or the free one it found. */
  port: number;
}

/** Every process leaves proofs, also one without a worker beside it; ms. */
const pruneProofsMs = 60_000;
/** Rows that one statement of a pruning deletes: some ten milliseconds. */
const pruneLimit = 5_000;
/** Half of the time between two prunings, so that a large rest takes no more than half of one connection; ms. */
const pruneBudgetMs = 300_000;

/**
 * Builds and wires a process for its roles on a migrated database. Disposing drains in reverse: no new requests, no new
 * claims, what is in flight ends, connections close.
 */
export async function startApp(config: AppConfig, log: Log, times?: DispatchTimes): Promise<App> {
  await using starting = new AsyncDisposableStack();
  const stopping = new AbortController();
  // First of all: who cannot have the port changes nothing in the database and sends nothing.
  const { host, port, sharePort } = config;
  const door = starting.use(await listen({ host, port, sharePort, log }));
  const open = (name: string, max: number) =>
    starting.use(
      openDatabase({ connectionString: config.databaseUrl, name: `heliograph-${name}`, max, log }),
    );

  const database = open('main', 12);
  // Evidence has connections of its own, so that a flood of requests cannot delay it.
  const evidence = open('webhooks', 4);
  const queue = starting.use(
    await startQueue({ connectionString: config.databaseUrl, log, cron: config.roles.has('worker') }),
  );
  const doorbell = starting.use(await openDoorbell({ database: evidence, listen: queue.listen, log }));
  const keys = await deriveKeys(database, ['opaque value', 'fingerprint', 'recipient', 'lane']);

  const isKeyReplaced = await database.transaction(async (tx) => {
    await noteAccount(tx, config);
    // A process that serves no keys has none to say: it would replace the one of those who do.
    const apiKey = config.roles.has('gateway') ? config.apiKey : undefined;
    const isReplaced = await ensureDefaultTenant(tx, apiKey, { isMade: config.isKeyMade });
    await ensureSenders(tx, defaultTenantId, config.senders);
    return isReplaced;
  });
  if (isKeyReplaced)
    log.warn({ event: 'auth.key_replaced', reason: 'Clients need the new key from now on.' });
  await watchHistory(database, log);
  const senders = await listAllSenders(database);
  for (const sender of senders) await queue.createSenderQueue(sender.senderId);

  if (config.roles.has('worker')) {
    await database.transaction(prepareGates);
    starting.use(
      runDispatch({
        config,
        database,
        doorbell,
        queue,
        opaqueKey: keys['opaque value'],
        recipientKey: keys.recipient,
        senders,
        log,
        times,
      }),
    );
    const { settleWindowMs } = config;
    starting.use(
      runApplier({
        database: evidence,
        queue,
        doorbell,
        opaqueKey: keys['opaque value'],
        recipientKey: keys.recipient,
        settleWindowMs,
        log,
      }),
    );
    await queue.schedule('housekeeping/prune', '*/10 * * * *', async () => {
      const isDone = await pruneUntilDone(
        [
          (limit) => pruneKeys(database, limit),
          (limit) => pruneInbox(evidence, limit),
          (limit) => pruneParked(evidence, limit),
          (limit) => database.transaction((tx) => pruneLanes(tx, limit)),
          (limit) => prunePairs(database, limit),
          (limit) => pruneLogs(database, config.eventRetentionDays, limit),
        ],
        { limit: pruneLimit, budgetMs: pruneBudgetMs, signal: stopping.signal },
      );
      if (!isDone && !stopping.signal.aborted)
        log.warn({ event: 'housekeeping.prune_unfinished', budgetMs: pruneBudgetMs });
    });
    await queue.schedule('housekeeping/compare', '20 3 * * *', async () => {
      await compareMessages({ database: evidence, log }, stopping.signal);
    });
    // A standby that takes over while everything runs is another history too.
    await queue.schedule('housekeeping/watch-history', '* * * * *', () => watchHistory(database, log));
  }
  starting.use(
    repeat({ name: 'prune commit proofs', everyMs: pruneProofsMs, log }, () => pruneCommitProofs(database)),
  );
  const enqueueTools = {
    database,
    queue,
    doorbell,
    fingerprintKey: keys.fingerprint,
    laneKey: keys.lane,
    senders: knowSenders(),
    depth: watchDepth({ database, log }, config.queueLimitSeconds),
  };
  const graphql = config.roles.has('gateway')
    ? createGraphQL({
        ...enqueueTools,
        authenticate: createAuthenticate(database),
        gatherer: gatherEnqueues((tenantId, requests) => enqueueMessages(enqueueTools, tenantId, requests)),
        allowedOrigins: config.allowedOrigins,
        opaqueKey: keys['opaque value'],
        recipientKey: keys.recipient,
        sendDeadlineMs: config.budget.deadlineMs,
        settleWindowMs: config.settleWindowMs,
        trialKey: config.trialKey,
        graphiql: config.graphiql,
        log,
      })
    : undefined;
  const webhooks = config.roles.has('webhook')
    ? receiveWebhooks({
        database: evidence,
        doorbell,
        appSecrets: config.whatsappAppSecrets,
        verifyToken: config.whatsappVerifyToken,
        log,
      })
    : undefined;
  starting.use(door.open({ graphql, webhooks, isReady: () => database.query('SELECT 1') }));
  // Housekeeping that goes on for minutes is no reason to wait: its rest is for the next worker.
  starting.defer(() => {
    stopping.abort();
  });

  const running = starting.move();
  return { port: door.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

import { createAuthenticate } from './auth/authenticate.ts';
import { deriveKeys } from './auth/derive-keys.ts';
import { defaultTenantId, ensureDefaultTenant } from './auth/ensure-default-tenant.ts';
import { noteAccount } from './auth/note-account.ts';
import { countConnections, divideConnections } from './config/divide-connections.ts';
import type { Config } from './config/read-config.ts';
import { pruneCommitProofs } from './db/commit-proof.ts';
import { openDatabase } from './db/database.ts';
import { openDoorbell } from './db/doorbell.ts';
import { pruneUntilDone } from './db/prune-until-done.ts';
import { repeat } from './db/repeat.ts';
import { watchLoops } from './db/watch-loops.ts';
import { expectWritable } from './db/writable-sessions.ts';
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
import { gatherEnqueues, limitsWith } from './messages/gather-enqueues.ts';
import { watchDepth } from './messages/watch-depth.ts';
import { findJobSchema } from './queue/job-schema.ts';
import { startQueue } from './queue/start-queue.ts';
import { ensureSenders } from './senders/ensure-senders.ts';
import { knowSenders } from './senders/know-senders.ts';
import { listAllSenders } from './senders/list-senders.ts';
import { makeGates, prepareGates } from './senders/prepare-gates.ts';
import { prunePairs } from './senders/prune-pairs.ts';
import type { Sender } from './senders/sender.ts';
import { sendersTopic, watchSenders } from './senders/watch-senders.ts';
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
  /** A key for trying, on this machine alone: the GraphQL address is reached by the names of this machine only. */
  isTrial?: boolean | undefined;
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
  const loops = watchLoops(log);
  const open = (name: string, max: number) =>
    starting.use(
      openDatabase({ connectionString: config.databaseUrl, name: `heliograph-${name}`, max, log }),
    );

  const connections = divideConnections(
    config.roles,
    config.databaseConnections ?? countConnections(config.roles, 'usual'),
  );
  const database = open('main', connections.main);
  // Evidence has connections of its own, so that a flood of requests cannot delay it.
  const evidence = open('webhooks', connections.evidence);
  const queue = starting.use(
    await startQueue({
      connectionString: config.databaseUrl,
      jobSchema: await findJobSchema(database),
      connections: connections.jobs,
      log,
      cron: config.roles.has('worker'),
    }),
  );
  const doorbell = starting.use(await openDoorbell({ database: evidence, listen: queue.listen, log }));
  const keys = await deriveKeys(database, ['opaque value', 'fingerprint', 'recipient', 'lane']);

  const isKeyReplaced = await database.transaction(async (tx) => {
    await noteAccount(tx, config);
    // A process that serves no keys has none to say: it would replace the one of those who do.
    const apiKey = config.roles.has('gateway') ? config.apiKey : undefined;
    const isReplaced = await ensureDefaultTenant(tx, apiKey, { isMade: config.isKeyMade });
    const added = await ensureSenders(tx, defaultTenantId, config.senders);
    // Before anybody sees the sender: a message to it could not be stored without its queue.
    for (const senderId of added) await queue.createSenderQueue(senderId);
    return isReplaced;
  });
  if (isKeyReplaced)
    log.warn({ event: 'auth.key_replaced', reason: 'Clients need the new key from now on.' });
  doorbell.ring([sendersTopic]);
  await watchHistory(database, log);
  const makeQueues = async (senders: readonly Sender[]): Promise<void> => {
    for (const { senderId } of senders) await queue.createSenderQueue(senderId);
  };

  if (config.roles.has('worker')) {
    await database.transaction(prepareGates);
    const senders = starting.use(
      await watchSenders({
        database,
        doorbell,
        loops,
        log,
        async prepare(fresh) {
          await makeQueues(fresh);
          await database.transaction(makeGates);
        },
      }),
    );
    starting.use(
      runDispatch({
        config,
        database,
        doorbell,
        loops,
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
        loops,
        opaqueKey: keys['opaque value'],
        recipientKey: keys.recipient,
        settleWindowMs,
        log,
      }),
    );
    const schedule = (name: string, cron: string, act: () => Promise<void>): Promise<void> =>
      queue.schedule(`housekeeping/${name}`, cron, () => loops.turn(name, act));
    await schedule('prune', '*/10 * * * *', async () => {
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
    await schedule('compare', '20 3 * * *', async () => {
      await compareMessages({ database: evidence, log }, stopping.signal);
    });
    // A standby that takes over while everything runs is another history too.
    await schedule('watch-history', '* * * * *', () => watchHistory(database, log));
  } else await makeQueues(await listAllSenders(database));
  starting.use(
    repeat({ name: 'prune-proofs', everyMs: pruneProofsMs, loops }, () => pruneCommitProofs(database)),
  );
  const enqueueTools = {
    database,
    queue,
    doorbell,
    fingerprintKey: keys.fingerprint,
    recipientKey: keys.recipient,
    laneKey: keys.lane,
    senders: knowSenders(),
    depth: watchDepth({ database, loops }, config.queueLimitSeconds),
  };
  const graphql = config.roles.has('gateway')
    ? createGraphQL({
        ...enqueueTools,
        loops,
        authenticate: createAuthenticate(database, log),
        connections: connections.main,
        gatherer: gatherEnqueues(
          (tenantId, requests) => enqueueMessages(enqueueTools, tenantId, requests),
          limitsWith(connections.main),
        ),
        allowedOrigins: config.allowedOrigins,
        opaqueKey: keys['opaque value'],
        sendDeadlineMs: config.budget.deadlineMs,
        settleWindowMs: config.settleWindowMs,
        isTrial: config.isTrial,
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
  // Ready means that the database takes writes.
  const isReady = () => expectWritable((text) => database.query(text));
  starting.use(door.open({ graphql, webhooks, isReady, failingLoops: loops.failing }));
  // Housekeeping that goes on for minutes is no reason to wait: its rest is for the next worker.
  starting.defer(() => {
    stopping.abort();
  });

  const running = starting.move();
  return { port: door.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

import { PgBoss, type Clock } from 'pg-boss';
import type { Listen } from '../db/doorbell.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { sessionUrl } from '../db/session-settings.ts';
import { writableSessions } from '../db/writable-sessions.ts';
import type { Log } from '../log/log.ts';
import { jobSchemaOf, type JobSchema } from './job-schema.ts';

/**
 * pg-boss's part: which messages may go now. A job is a hint that names a message; the row is the truth.
 * One queue per sender, so that a flood on one number cannot starve another.
 */
export interface Queue extends AsyncDisposable {
  /** Inserting into a missing queue throws, so a queue is made when its sender is. */
  createSenderQueue(senderId: string): Promise<void>;
  /** A message that already has a job gets no second one. Answers how many jobs are new. */
  insertJobs(tx: Tx, senderId: string, messages: readonly QueuedMessage[]): Promise<number>;
  /** The same, without waiting for the answer: it is part of the COMMIT. */
  sendJobs(tx: Pick<Tx, 'queryLast'>, senderId: string, messages: readonly QueuedMessage[]): Promise<void>;
  /**
   * Takes up to `limit` jobs and deletes them: both are undone when `tx` rolls back. `lowest` of them are of the lowest
   * priority that waits; the others go by priority, the oldest first.
   */
  consumeJobs(tx: Tx, senderId: string, wanted: { limit: number; lowest: number }): Promise<string[]>;
  /** Runs `act` on one of all processes whenever the cron line says so. */
  schedule(name: string, cron: string, act: () => Promise<void>): Promise<void>;
  listen: Listen;
  /** Where its tables are. */
  schema: string;
}

export interface QueuedMessage {
  messageId: string;
  /** The higher ones go first. */
  priority: Priority;
}

/** 0 low, 1 normal, 2 high. */
export type Priority = 0 | 1 | 2;

/** What a job carries: the id of its message, nothing else. */
interface SendJob {
  messageId: string;
}

/** pg-boss's own statements: maintenance, cron and settings; ours run on our transactions. */
const usualConnections = 3;
/** Longer than any migration of pg-boss on a busy database; ms. */
const stopTimeoutMs = 10_000;

export async function startQueue(options: {
  connectionString: string;
  jobSchema?: JobSchema;
  /** Beside one that listens. */
  connections?: number;
  log: Log;
  cron: boolean;
  /** Tests move time by hand. */
  clock?: Clock;
}): Promise<Queue> {
  const { log, jobSchema = { name: jobSchemaOf('public'), exists: false } } = options;
  const boss = new PgBoss({
    connectionString: sessionUrl(options.connectionString, 'other'),
    application_name: 'heliograph-queue',
    schema: jobSchema.name,
    // Whoever makes one needs a right for it, also when it is there.
    createSchema: !jobSchema.exists,
    max: options.connections ?? usualConnections,
    schedule: options.cron,
    supervise: options.cron,
    // A standby refuses LISTEN by itself.
    ...writableSessions,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  // Without a listener an error of the connection ends the process.
  boss.on('error', (error) => {
    log.warn({ event: 'queue.error', error });
  });
  await boss.start();

  return {
    schema: jobSchema.name,
    async createSenderQueue(senderId) {
      await boss.createQueue(queueName(senderId), { policy: 'exclusive', notify: false, retryLimit: 0 });
    },
    async insertJobs(tx, senderId, messages) {
      if (messages.length === 0) return 0;
      const db = asBossDatabase(tx);
      const inserted = await boss.insert(queueName(senderId), messages.map(toJob), { db, returnId: true });
      return inserted?.length ?? 0;
    },
    async sendJobs(tx, senderId, messages) {
      if (messages.length === 0) return;
      await send(tx, (db) => boss.insert(queueName(senderId), messages.map(toJob), { db }));
    },
    async consumeJobs(tx, senderId, { limit, lowest }) {
      const db = asBossDatabase(tx);
      const name = queueName(senderId);
      const jobs: { id: string; data: SendJob }[] = [];
      const fetchUpTo = async (count: number, maxPriority?: Priority): Promise<void> => {
        const batchSize = count - jobs.length;
        if (batchSize <= 0) return;
        const range = maxPriority === undefined ? {} : { maxPriority };
        for (const job of await boss.fetch<SendJob>(name, { batchSize, db, ...range })) jobs.push(job);
      };
      await fetchUpTo(lowest, 0);
      await fetchUpTo(lowest, 1);
      await fetchUpTo(limit);
      const ids = jobs.map((job) => job.id);
      if (ids.length > 0) await send(tx, (behind) => boss.deleteJob(name, ids, { db: behind }));
      return jobs.map((job) => job.data.messageId);
    },
    async schedule(name, cron, act) {
      await boss.createQueue(name, { policy: 'singleton', retryLimit: 0 });
      await boss.schedule(name, cron);
      await boss.work(name, { pollingIntervalSeconds: 5 }, act);
    },
    async listen(channel, onPayload, onReconnect) {
      const db = boss.getDb();
      if (!db.listen)
        throw new Error(
          'Expected pg-boss to own its pool, so that it can listen; got a database without it.',
        );
      return db.listen(channel, onPayload, onReconnect);
    },
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: true, timeout: stopTimeoutMs });
    },
  };
}

/** Ids that grow with time stand side by side in the index, however many wait. */
function toJob({ messageId, priority }: QueuedMessage) {
  return { id: newId(), data: { messageId } satisfies SendJob, singletonKey: messageId, priority };
}

function queueName(senderId: string): string {
  return `send/${senderId}`;
}

interface BossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** An act whose answer nobody waits for; answers when its statement is on its way. */
function send(tx: Pick<Tx, 'queryLast'>, act: (db: BossDatabase) => Promise<unknown>): Promise<void> {
  return new Promise((sent, failed) => {
    const db: BossDatabase = {
      async executeSql(text, values = []) {
        const answer = tx.queryLast(text, values);
        sent();
        return { rows: await answer };
      },
    };
    act(db).catch(failed); // once it is sent, COMMIT tells of it
  });
}

function asBossDatabase(tx: Tx): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) };
}

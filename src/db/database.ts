import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { answerUntil, noticeLeaving } from './answer-until.ts';
import { isCanceledWait } from './canceled-wait.ts';
import { CommitUnknown, isConnectionLost, mayRunAgain } from './failures.ts';
import { createCommitJudge } from './judge-commits.ts';
import { nameOf } from './name-statement.ts';
import { runTransaction } from './run-transaction.ts';
import { sessionUrl } from './session-settings.ts';
import { useClient } from './use-client.ts';
import { writableSessions } from './writable-sessions.ts';

/**
 * An open transaction. Whoever writes takes one, so that "the same transaction" is visible at the call. Statements that are
 * asked for together are sent together, and carried out in the order in which they were asked for.
 */
export interface Tx {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Sent at once and answered only after the work has ended, which must not wait for it: COMMIT is sent right behind what
   * was asked for so, and a failure is the transaction's. For statements whose answer decides nothing: however busy this
   * process is, the database does them in one go, and holds their locks for no longer than that. The answer rejects when it
   * was lost with the connection, although the transaction is known to be committed.
   */
  queryLast<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends AsyncDisposable {
  /**
   * Runs `work` in one transaction and answers after its COMMIT is durable. On a deadlock, a serialisation failure or a
   * connection lost before COMMIT the whole of `work` runs again, at most three times, so it must have no effect but
   * through `tx`.
   * An unanswered COMMIT is resolved before this answers: only when that cannot be had, it throws `CommitUnknown`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One statement outside a transaction. It throws when its answer is lost, although it may have been carried out: write with
   * it only where the same statement twice does no harm. Rows that it reads are durable on this server, and perhaps not yet on
   * its standby (`awaitOwnCommit`). Where it had to wait for a connection until its signal aborted, it is never sent; where
   * it still runs then, it is ended.
   * It never reads from a server that does not take writes.
   */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    until?: AbortSignal,
  ): Promise<Row[]>;
}

const limits = {
  /** A database that does not answer in this time is down for the caller; ms. */
  connectionTimeoutMillis: 5_000,
  /** Above statement_timeout, so that it only cuts connections that went half-open; ms. */
  query_timeout: 10_000,
  /** No statement of ours grows with the backlog; the slowest are housekeeping's; ms. */
  statement_timeout: 8_000,
  /** Locks are held for one short transaction; waiting longer means something is stuck; ms. */
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
  keepAlive: true,
} as const;

/** Whom a deadlock strikes three times in a row is in a crowd that a fourth run would make larger. */
const maxRuns = 3;
/** Times the number of runs, after a lost connection: together longer than a quick restart of Postgres; ms. */
const pauseAfterLossMs = 300;

export function openDatabase(options: {
  connectionString: string;
  name: string;
  max: number;
  log: Log;
}): Database {
  const pool = new pg.Pool({
    connectionString: sessionUrl(options.connectionString, 'pool'),
    application_name: options.name,
    max: options.max,
    pipeline: true,
    types: { getTypeParser },
    ...limits,
    ...writableSessions,
  });
  // Without a listener a restart of the database ends the process; the pool replaces broken connections by itself.
  pool.on('error', (error) => {
    options.log.warn({ event: 'database.connection_lost', pool: options.name, error });
  });

  const waits = new WeakMap<pg.PoolClient, number>();
  const canceledWaits = (client: pg.PoolClient): number => waits.get(client) ?? 0;
  pool.on('connect', (client) => {
    noticeLeaving(client);
    client.on('notice', (notice) => {
      if (isCanceledWait(notice)) waits.set(client, canceledWaits(client) + 1);
    });
  });
  const judge = createCommitJudge(options.connectionString);
  const { name, log } = options;
  const tools = { pool, name, log, judge, canceledWaits };

  return {
    async transaction(work) {
      for (let run = 1; ; run += 1) {
        try {
          return await runTransaction(tools, work);
        } catch (error) {
          if (run === maxRuns || !mayRunAgain(error)) throw error;
          options.log.warn({ event: 'database.transaction_rerun', pool: options.name, run, error });
          if (isConnectionLost(error)) await pause(run * pauseAfterLossMs);
        }
      }
    },
    async query<Row extends pg.QueryResultRow>(
      text: string,
      values: readonly unknown[] = [],
      until?: AbortSignal,
    ) {
      until?.throwIfAborted();
      return useClient(pool, async (client) => {
        until?.throwIfAborted();
        const canceledBefore = canceledWaits(client);
        const asked = client.query<Row>({ name: nameOf(text), text, values: [...values] });
        const { rows } = await (until ? answerUntil(client, asked, until) : asked);
        if (canceledWaits(client) > canceledBefore)
          throw new CommitUnknown(
            'Expected the standby to have what was stored, got a wait for it that was canceled.',
          );
        return rows;
      });
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
    },
  };
}

/** int8 as number: our counters stay far below 2^53. Everything else as pg reads it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) => {
  if (oid === pg.types.builtins.INT8) return Number;
  // pg types every parser as any.
  return pg.types.getTypeParser(oid, format) as unknown;
};

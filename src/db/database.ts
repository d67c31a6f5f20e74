import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { awaitCommitVerdict } from './await-commit-verdict.ts';
import { nameOf } from './name-statement.ts';

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
  /** One statement outside a transaction. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The outcome of a COMMIT could not be learned: it may or may not have been stored. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
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

/**
 * Every statement of ours reads a range of an index. What is planned once, while a table is small or unknown, must not
 * be a walk through all of it for ever; and what takes milliseconds is not worth compiling.
 */
const plans = '-c enable_seqscan=off -c jit=off';

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
    connectionString: options.connectionString,
    application_name: options.name,
    max: options.max,
    pipeline: true,
    options: plans,
    types: { getTypeParser },
    ...limits,
  });
  // Without a listener a restart of the database ends the process; the pool replaces broken connections by itself.
  pool.on('error', (error) => {
    options.log.warn({ event: 'database.connection_lost', pool: options.name, error });
  });

  return {
    async transaction(work) {
      for (let run = 1; ; run += 1) {
        try {
          return await runTransaction(pool, options.connectionString, work);
        } catch (error) {
          if (run === maxRuns || !mayRunAgain(error)) throw error;
          options.log.warn({ event: 'database.transaction_rerun', pool: options.name, run, error });
          if (isConnectionLost(error)) await pause(run * pauseAfterLossMs);
        }
      }
    },
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>({ name: nameOf(text), text, values: [...values] })).rows;
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
    },
  };
}

async function runTransaction<T>(
  pool: pg.Pool,
  connectionString: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that fails between two statements says so by an event.
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', noteBroken);
  try {
    // Sent ahead of the first statement. When it fails, so does all that follows it, and its own error says why.
    const begun = begin(client);
    begun.catch(() => undefined); // told when the work has ended
    const last: Promise<unknown>[] = [];
    const result = await workOrRollback(client, work, last).catch(async (error: unknown) => {
      await begun;
      throw error;
    });
    const xid = await begun.catch(async (error: unknown) => {
      // What nobody waited for was sent behind it, and the connection must not keep what is left of it.
      if (!isConnectionLost(error)) await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    });
    await commit(client, { connectionString, xid, noteBroken, last });
    return result;
  } catch (error) {
    if (isConnectionLost(error) || error instanceof CommitUnknown) broken ??= toError(error);
    throw error;
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

/** The transaction's number is known beforehand, so that an unanswered COMMIT can be asked about. */
async function begin(client: pg.PoolClient): Promise<string> {
  // Two statements in one round trip answer with a list of results, which pg's types do not know.
  const results = (await client.query(
    'BEGIN; SELECT pg_current_xact_id()::text AS xid',
  )) as unknown as pg.QueryResult<{ xid: string }>[];
  const xid = results[1]?.rows[0]?.xid;
  if (xid === undefined) throw new Error('Expected a transaction number after BEGIN, got none.');
  return xid;
}

async function workOrRollback<T>(
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
  last: Promise<unknown>[],
): Promise<T> {
  let isOver = false;
  const query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    // It would stand for itself.
    if (isOver) throw new Error('Expected a transaction that is open, got one that is over.');
    return (await client.query<Row>({ name: nameOf(text), text, values: [...values] })).rows;
  };
  try {
    const result = await work({
      query,
      queryLast<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) {
        const sent = query<Row>(text, values);
        sent.catch(() => undefined); // told by the COMMIT
        last.push(sent);
        return sent;
      },
    });
    isOver = true;
    return result;
  } catch (error) {
    isOver = true;
    if (!isConnectionLost(error)) await client.query('ROLLBACK').catch(() => undefined);
    // A statement before it failed, for which nobody waited: that one knows why.
    if (sqlState(error) === inFailedTransaction) await Promise.all(last);
    throw error;
  }
}

/** A statement before this one failed: that one knows why. */
export const inFailedTransaction = '25P02';

async function commit(
  client: pg.PoolClient,
  to: {
    connectionString: string;
    xid: string;
    noteBroken: (error: Error) => void;
    last: readonly Promise<unknown>[];
  },
): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('COMMIT'));
  } catch (error) {
    if (isDefiniteRefusal(error)) throw error;
    // This connection still owes an answer, and its next user would have to wait for it.
    to.noteBroken(toError(error));
    const verdict = await awaitCommitVerdict(to.connectionString, to.xid);
    if (verdict === 'committed') return;
    if (verdict === 'aborted') throw error;
    throw new CommitUnknown('Expected an answer to COMMIT, got none, and the database cannot be asked.', {
      cause: error,
    });
  }
  if (command === 'COMMIT') return;
  // The COMMIT of a transaction in which a statement failed is answered with ROLLBACK, and without an error.
  await Promise.all(to.last);
  throw new Error(`Expected COMMIT, got ${command}: a statement failed and was ignored.`);
}

/** 40P01 deadlock, 40001 serialisation failure, or no connection: nothing was stored, and the same work may succeed. */
function mayRunAgain(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001' || isConnectionLost(error);
}

/** A refusal of the COMMIT itself by a rule of the data. Everything else at COMMIT leaves its outcome open. */
function isDefiniteRefusal(error: unknown): boolean {
  return /^(22|23|40)/.test(sqlState(error) ?? '');
}

/** Class 08 and 57P01–57P03: the server ended the session; 53300: it had no place for one. Without an SQLSTATE the error came from the socket or from pg itself. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof CommitUnknown) return false;
  const code = sqlState(error);
  if (code !== undefined) return /^(57P|08|53300)/.test(code);
  return (
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/.test(
      String((error as NodeJS.ErrnoException).code),
    ) || /connection|timeout/i.test(error.message)
  );
}

export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  // Every SQLSTATE has a digit, and codes of the operating system such as EPIPE have none.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** int8 as number: our counters stay far below 2^53. Everything else as pg reads it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) => {
  if (oid === pg.types.builtins.INT8) return Number;
  // pg types every parser as any.
  return pg.types.getTypeParser(oid, format) as unknown;
};

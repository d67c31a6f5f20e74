import type pg from 'pg';
import type { Log } from '../log/log.ts';
import { beginWithProof, type CommitProof } from './commit-proof.ts';
import type { Tx } from './database.ts';
import {
  CommitUnknown,
  inFailedTransaction,
  isConnectionLost,
  isDefiniteRefusal,
  sqlState,
  toError,
} from './failures.ts';
import type { CommitJudge } from './judge-commits.ts';
import { nameOf } from './name-statement.ts';
import { useClient } from './use-client.ts';

export interface TransactionTools {
  pool: pg.Pool;
  name: string;
  log: Log;
  judge: CommitJudge;
  /** How often this session was told that its wait for a standby was canceled. */
  canceledWaits: (client: pg.PoolClient) => number;
}

/** Runs the work once in a transaction, and answers when its COMMIT is durable. */
export async function runTransaction<T>(tools: TransactionTools, work: (tx: Tx) => Promise<T>): Promise<T> {
  return useClient(tools.pool, async (client, noteBroken) => {
    // Sent ahead of the first statement. When it fails, so does all that follows it, and its own error says why.
    const begun = beginWithProof(client);
    begun.catch(() => undefined); // told when the work has ended
    const last: Promise<unknown>[] = [];
    const result = await workOrRollback(client, work, last).catch(async (error: unknown) => {
      await begun;
      throw error;
    });
    const proof = await begun.catch(async (error: unknown) => {
      // What nobody waited for was sent behind it, and the connection must not keep what is left of it.
      if (!isConnectionLost(error)) await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    });
    await commit(tools, client, { proof, noteBroken, last });
    return result;
  });
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

async function commit(
  { judge, canceledWaits, name, log }: TransactionTools,
  client: pg.PoolClient,
  run: { proof: CommitProof; noteBroken: (error: Error) => void; last: readonly Promise<unknown>[] },
): Promise<void> {
  const canceledBefore = canceledWaits(client);
  const command = await client.query('COMMIT').then(
    (answer) => answer.command,
    (error: unknown) => {
      if (isDefiniteRefusal(error)) throw error;
      // This connection still owes an answer, and its next user would have to wait for it.
      run.noteBroken(toError(error));
      return toError(error);
    },
  );
  if (command === 'ROLLBACK') {
    // The COMMIT of a transaction in which a statement failed is answered so, and without an error.
    await Promise.all(run.last);
    throw new Error('Expected COMMIT, got ROLLBACK: a statement failed and was ignored.');
  }
  if (command === 'COMMIT' && canceledWaits(client) === canceledBefore) return;
  const began = performance.now();
  const verdict = await judge.judge(run.proof);
  const { token: proof, xid } = run.proof;
  const tookMs = Math.round(performance.now() - began);
  log.warn({ event: 'database.commit_judged', pool: name, proof, xid, verdict, tookMs });
  if (verdict === 'committed') return;
  const cause = command instanceof Error ? command : undefined;
  if (verdict === 'aborted') throw cause ?? lostWithServer();
  throw new CommitUnknown('Expected an answer to COMMIT, got none, and the database cannot be asked.', {
    cause,
  });
}

/** The COMMIT was answered with a warning, and is gone: the work runs again, as after a connection that was lost before it. */
function lostWithServer(): Error {
  return Object.assign(new Error('Expected a COMMIT that lasts, got one that was lost with its server.'), {
    code: '08006',
  });
}

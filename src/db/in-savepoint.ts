import type { QueryResultRow } from 'pg';
import type { Tx } from './database.ts';
import { inFailedTransaction, sqlState } from './failures.ts';

/**
 * Runs a part of a transaction that may fail alone: whatever it throws, nothing of it stays, and the transaction goes on.
 * Inside it every statement is waited for, also the ones that would be answered by COMMIT.
 */
export async function inSavepoint<T>(tx: Tx, act: (inner: Tx) => Promise<T>): Promise<T> {
  const last: Promise<unknown>[] = [];
  // Sent ahead of the first statement, as BEGIN is.
  tx.query('SAVEPOINT part').catch(() => undefined);
  try {
    const done = await act({
      query: (text, values) => tx.query(text, values),
      queryLast<Row extends QueryResultRow>(text: string, values: readonly unknown[]) {
        const sent = tx.query<Row>(text, values);
        sent.catch(() => undefined); // told below
        last.push(sent);
        return sent;
      },
    });
    await Promise.all([...last, tx.query('RELEASE SAVEPOINT part')]);
    return done;
  } catch (error) {
    // A lost connection refuses this too, and the transaction with it.
    await tx.query('ROLLBACK TO SAVEPOINT part').catch(() => undefined);
    if (sqlState(error) === inFailedTransaction) await Promise.all(last);
    throw error;
  }
}

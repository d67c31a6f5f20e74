import type { Database, Tx } from '../db/database.ts';
import { sqlState } from '../db/failures.ts';

/**
 * What tells this database from a copy of it: a restored dump has another cluster, a restored backup and a promoted standby
 * have another timeline. Undefined where the server does not say.
 */
export async function readHistory(database: Database): Promise<string | undefined> {
  try {
    const [row] = await database.query<{ history: string }>(
      `SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS history
       FROM pg_control_system()`,
    );
    return row?.history;
  } catch (error) {
    // Not there, not allowed, or not now: hosted servers differ.
    if (['42883', '42501', '0A000', '55000'].includes(sqlState(error) ?? '')) return undefined;
    throw error;
  }
}

/** Answers whether it is another database than the last time. Of several processes that start at once, one hears so. */
export async function noteHistory(tx: Tx, history: string): Promise<boolean> {
  const [row] = await tx.query<{ before: string | null }>(
    `WITH known AS (SELECT history AS before FROM installation FOR UPDATE)
     UPDATE installation SET history = $1 FROM known WHERE known.before IS DISTINCT FROM $1
     RETURNING known.before`,
    [history],
  );
  return row !== undefined && row.before !== null;
}

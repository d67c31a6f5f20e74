import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** Longer than a restart of Postgres with its recovery takes, shorter than callers wait; ms. */
const verdictDeadlineMs = 5_000;
/** Between two questions while the database is away or the transaction still runs; ms. */
const pauseMs = 50;

/**
 * Asks on fresh connections what became of a transaction whose COMMIT went unanswered.
 * `unknown` only when the database cannot be asked within the deadline.
 */
export async function awaitCommitVerdict(
  pool: pg.Pool,
  xid: string,
): Promise<'committed' | 'aborted' | 'unknown'> {
  const deadline = performance.now() + verdictDeadlineMs;
  while (performance.now() < deadline) {
    try {
      const { rows } = await pool.query<{ status: string | null }>(
        'SELECT pg_xact_status($1::xid8) AS status',
        [xid],
      );
      const status = rows[0]?.status;
      if (status === 'committed' || status === 'aborted') return status;
      // `in progress`: the lost session has not ended yet. Null: too old to be known.
      if (status === null) return 'unknown';
    } catch {
      // The database is away or this pooled connection was cut too: ask again until the deadline.
    }
    await pause(pauseMs);
  }
  return 'unknown';
}

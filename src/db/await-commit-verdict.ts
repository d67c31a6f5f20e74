import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Longer than a restart of Postgres with its recovery takes, shorter than callers wait; ms. */
const verdictDeadlineMs = 5_000;
/** One question, so that a half-open connection leaves time for another; ms. */
const askTimeoutMs = 2_000;
/** Between two questions while the database is away or the transaction still runs; ms. */
const pauseMs = 50;

/**
 * Asks on fresh connections what became of a transaction whose COMMIT went unanswered: those of the pool may all be
 * waiting for the same answer.
 * `unknown` only when the database cannot be asked within the deadline.
 */
export async function awaitCommitVerdict(
  connectionString: string,
  xid: string,
): Promise<'committed' | 'aborted' | 'unknown'> {
  const deadline = performance.now() + verdictDeadlineMs;
  while (performance.now() < deadline) {
    try {
      const status = await askStatus(connectionString, xid);
      if (status === 'committed' || status === 'aborted') return status;
      // `in progress`: the lost session has not ended yet. Null: too old to be known.
      if (status === null) return 'unknown';
    } catch {
      // The database is away or this connection was cut too: ask again until the deadline.
    }
    await pause(pauseMs);
  }
  return 'unknown';
}

async function askStatus(connectionString: string, xid: string): Promise<string | null | undefined> {
  const client = new pg.Client({
    connectionString,
    application_name: 'heliograph-verdict',
    connectionTimeoutMillis: askTimeoutMs,
    query_timeout: askTimeoutMs,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ status: string | null }>(
      'SELECT pg_xact_status($1::xid8) AS status',
      [xid],
    );
    return rows[0]?.status;
  } finally {
    // Not awaited: a half-open connection never says goodbye.
    void client.end().catch(() => undefined);
  }
}

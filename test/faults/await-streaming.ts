import { eventually } from '../support/eventually.ts';
import type { Query } from './postgres.ts';

/** Whether a COMMIT waits until the standby has it on its disk. */
export type Replication = 'ASYNCHRONOUS' | 'SYNCHRONOUS';

/** Answers when the standby follows the primary, and when commits wait for it if they have to. */
export async function awaitStreaming(query: Query, replication: Replication): Promise<void> {
  await eventually(
    () => readStreams(query),
    (seen) => seen.includes('async'),
  );
  if (replication === 'ASYNCHRONOUS') return;
  // Only now, and only here: nothing is to wait for a standby that is not there, nor on the standby for one of its own.
  await query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
  await query('SELECT pg_reload_conf()');
  await eventually(
    () => readStreams(query),
    (seen) => seen.includes('sync'),
  );
}

/** A transaction whose COMMIT is on the primary's disk, and waits for the standby. */
interface WaitingCommit {
  xid: number;
  /** It stored messages. */
  isEnqueue: boolean;
}

/** Those that write events hold the log, so at most one of them waits. */
export async function readWaiting(query: Query): Promise<WaitingCommit[]> {
  // Locks go when the wait is over.
  return query<WaitingCommit>(
    `SELECT backend_xid::text::float8 AS xid, EXISTS (
       SELECT FROM pg_locks WHERE pg_locks.pid = pg_stat_activity.pid AND mode = 'RowExclusiveLock' AND relation = 'message'::regclass
     ) AS "isEnqueue" FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND backend_xid IS NOT NULL`,
  );
}

/** How each standby that streams now is waited for: `async` or `sync`. */
export async function readStreams(query: Query): Promise<string[]> {
  const rows = await query<{ sync: string }>(
    `SELECT sync_state AS sync FROM pg_stat_replication WHERE state = 'streaming'`,
  );
  return rows.map((row) => row.sync);
}

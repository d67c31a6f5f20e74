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

/** Which of the tables were written by transactions whose COMMIT is on the primary's disk, and waits for the standby. */
export async function readWaiting(query: Query, tables: readonly string[]): Promise<string[]> {
  // Locks go when the wait is over.
  const rows = await query<{ name: string }>(
    `SELECT pg_class.relname AS name FROM pg_stat_activity JOIN pg_locks USING (pid) JOIN pg_class ON pg_class.oid = pg_locks.relation
     WHERE pg_stat_activity.wait_event = 'SyncRep' AND pg_locks.mode = 'RowExclusiveLock' AND pg_class.relname = ANY($1)`,
    [[...tables]],
  );
  return rows.map((row) => row.name);
}

/** How each standby that streams now is waited for: `async` or `sync`. */
export async function readStreams(query: Query): Promise<string[]> {
  const rows = await query<{ sync: string }>(
    `SELECT sync_state AS sync FROM pg_stat_replication WHERE state = 'streaming'`,
  );
  return rows.map((row) => row.sync);
}

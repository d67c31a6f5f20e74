import pg from 'pg';
import { readStreams, readWaiting } from './await-streaming.ts';
import { killPostgres } from './kill-postgres.ts';
import type { Query } from './postgres.ts';
import type { Standby } from './start-standby.ts';

/** What a failover left to be seen; times are milliseconds. */
export interface Failover {
  /** How the standby followed at the last moment: `async`, `sync`, or nothing when it did not. */
  streams: string[];
  /** Commits of messages that were on the primary's disk at that moment and waited for the standby. */
  waiting: number;
  /** Those of them whose number the standby has never heard of, so that it gives it to somebody else. */
  unheard: number;
  /** What the primary had on its disk and the standby did not; bytes. */
  behindBytes: number;
  timelineBefore: string;
  timelineAfter: string;
  killedAtMs: number;
  /** The new primary takes writes, and connections go to it. */
  movedAtMs: number;
}

/** Kills the primary, and only when nobody can write to it any more promotes the standby. */
export async function failOver(
  primary: { query: Query; directory: string },
  standby: Standby,
): Promise<Omit<Failover, 'movedAtMs'>> {
  const streams = await readStreams(primary.query);
  const waiting = (await readWaiting(primary.query)).filter((each) => each.isEnqueue);
  const timelineBefore = await readTimeline(primary.query);
  const [last] = await primary.query<{ flushed: string }>('SELECT pg_current_wal_flush_lsn() AS flushed');
  const killedAtMs = Date.now();
  await killPostgres(primary.directory);
  // What was said and not heard is lost with the primary.
  standby.line.cut();
  await using client = await connect(standby.connectionString);
  const [received] = await client.query<{ behind: number }>(
    'SELECT pg_wal_lsn_diff($1, pg_last_wal_receive_lsn())::float8 AS behind',
    [last?.flushed],
  );
  const nextNumber = await standby.readNextNumber();
  await standby.promote();
  return {
    streams,
    waiting: waiting.length,
    unheard: waiting.filter((each) => each.xid >= nextNumber).length,
    behindBytes: received?.behind ?? 0,
    timelineBefore,
    timelineAfter: await readTimeline(client.query),
    killedAtMs,
  };
}

async function readTimeline(query: Query): Promise<string> {
  const [row] = await query<{ timeline: string }>(
    'SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline',
  );
  return row?.timeline ?? '';
}

async function connect(connectionString: string): Promise<{ query: Query } & AsyncDisposable> {
  const client = new pg.Client({ connectionString, query_timeout: 10_000 });
  await client.connect();
  return {
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

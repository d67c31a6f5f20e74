import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { proofStandsMinutes, type CommitProof } from './commit-proof.ts';
import { isCanceledWait } from './canceled-wait.ts';
import { newId } from './new-id.ts';
import { sessionUrl } from './session-settings.ts';

export type CommitVerdict = 'committed' | 'aborted' | 'unknown';

export interface CommitJudge {
  /**
   * What became of a transaction whose COMMIT went unanswered. `unknown` only when the database cannot be asked within
   * the deadline, or was asked so late that the proof may have been deleted.
   */
  judge(proof: CommitProof): Promise<CommitVerdict>;
}

/** Longer than Postgres takes to crash, to recover and to answer; shorter than callers wait; ms. */
const deadlineMs = 8_000;
/** One question, so that a half-open connection leaves time for another; ms. */
const askTimeoutMs = 1_000;
/** Between two questions while the database is away or the session is still at work; ms. */
const pauseMs = 50;
/** A session whose client has gone and that is still open after this never heard the COMMIT, and is ended; ms. */
const letGoMs = 200;

interface Case {
  proof: CommitProof;
  since: number;
  close: (verdict: CommitVerdict) => void;
}

/**
 * Asks about all open cases together, on one connection of its own: those of the pool may all be waiting for the same
 * answer.
 */
export function createCommitJudge(connectionString: string): CommitJudge {
  const open = new Set<Case>();
  let isSitting = false;

  async function sit(): Promise<void> {
    isSitting = true;
    let client: pg.Client | undefined;
    while (open.size > 0) {
      try {
        client ??= await connect(connectionString);
        await hear(client, [...open]);
      } catch {
        // The database is away, reads only, or this connection was cut too: ask again on another one.
        leave(client);
        client = undefined;
      }
      for (const each of open) if (performance.now() - each.since > deadlineMs) each.close('unknown');
      if (open.size > 0) await pause(pauseMs);
    }
    leave(client);
    isSitting = false;
  }

  return {
    judge: (proof) =>
      new Promise((resolve) => {
        const each: Case = {
          proof,
          since: performance.now(),
          close(verdict) {
            open.delete(each);
            resolve(verdict);
          },
        };
        open.add(each);
        if (!isSitting) void sit();
      }),
  };
}

/**
 * A proof that is seen proves its COMMIT. One that is not seen disproves it only once its session is over, and only to
 * somebody who may write: a standby may not have heard of it yet. What is seen counts when a COMMIT of our own was
 * answered after it: where a standby is waited for, that one has both by then.
 */
async function hear(client: pg.Client, cases: readonly Case[]): Promise<void> {
  const canceledWaits: object[] = [];
  const note = (notice: object): void => {
    if (isCanceledWait(notice)) canceledWaits.push(notice);
  };
  client.on('notice', note);
  try {
    const asked = cases.map((each) => each.proof);
    const [, sessions, proofs, { command }] = await Promise.all([
      client.query('BEGIN'),
      client.query<{ isOver: boolean }>(askSessions, [newId(), asked.map((each) => each.xid)]),
      client.query<{ token: string | null; isRecent: boolean }>(askProofs, [
        asked.map((each) => each.token),
        asked.map((each) => each.at),
        proofStandsMinutes,
      ]),
      client.query('COMMIT'),
    ]);
    if (command !== 'COMMIT' || canceledWaits.length > 0) return;
    for (const [index, each] of cases.entries()) {
      if (proofs.rows[index]?.token != null) each.close('committed');
      else if (sessions.rows[index]?.isOver === true)
        each.close(proofs.rows[index]?.isRecent === true ? 'aborted' : 'unknown');
      else if (performance.now() - each.since > letGoMs) await endSession(client, each.proof);
    }
  } finally {
    client.off('notice', note);
  }
}

/**
 * Sessions first: a proof is looked for in a snapshot that is younger than the end of its session. A number above our own
 * was given out before a crash and not since. Below it may be somebody else's by now: then we wait for him in vain, and
 * never take his outcome for ours.
 */
const askSessions = `WITH own AS (
    INSERT INTO commit_proof (token) VALUES ($1) RETURNING pg_current_xact_id() AS xid
  )
  SELECT CASE WHEN asked.xid::xid8 > own.xid THEN true
    ELSE pg_xact_status(asked.xid::xid8) IS DISTINCT FROM 'in progress' END AS "isOver"
  FROM own, unnest($2::text[]) WITH ORDINALITY AS asked (xid, place) ORDER BY place`;

const askProofs = `SELECT commit_proof.token, clock_timestamp() - asked.at < make_interval(mins => $3) AS "isRecent"
  FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS asked (token, at, place)
  LEFT JOIN commit_proof USING (token) ORDER BY place`;

/** Its client has gone. One that waits for a standby is left to it: ended, it would be seen before it is there. */
async function endSession(client: pg.Client, { pid, xid }: CommitProof): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid = $1 AND backend_xid = $2::text::xid8::xid AND wait_event IS DISTINCT FROM 'SyncRep'`,
    [pid, xid],
  );
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: sessionUrl(connectionString, 'other'),
    application_name: 'heliograph-verdict',
    connectionTimeoutMillis: askTimeoutMs,
    query_timeout: 2 * askTimeoutMs,
    // The server ends a wait for its standby by this, so that no session is left behind.
    statement_timeout: askTimeoutMs,
    pipeline: true,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    leave(client);
    throw error;
  }
}

/** Not awaited: a half-open connection never says goodbye. */
function leave(client: pg.Client | undefined): void {
  void client?.end().catch(() => undefined);
}

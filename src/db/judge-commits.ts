import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { begin, proofStandsMinutes, type CommitProof } from './commit-proof.ts';
import { isCanceledWait } from './canceled-wait.ts';
import { newId } from './new-id.ts';
import { sessionUrl } from './session-settings.ts';

export type CommitVerdict = 'committed' | 'aborted' | 'unknown';

export interface CommitJudge {
  /**
   * Answers what became of a transaction whose COMMIT went unanswered. `unknown`: the database could not be asked within the
   * deadline, or was asked so late that the proof may have been deleted.
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

interface Question {
  proof: CommitProof;
  since: number;
  answer: (verdict: CommitVerdict) => void;
}

/**
 * Asks all open questions together, on one connection of its own: those of the pool may all be waiting for the same
 * answer.
 */
export function createCommitJudge(connectionString: string): CommitJudge {
  const open = new Set<Question>();
  let isAsking = false;

  async function askUntilAnswered(): Promise<void> {
    isAsking = true;
    let asker: Asker | undefined;
    /** The process id of our session before: it stays where it waits for a standby, although its client has gone. */
    let left: number | undefined;
    while (open.size > 0) {
      const late = [...open].filter((each) => performance.now() - each.since > deadlineMs);
      try {
        asker ??= await connect(connectionString, left);
        await askAll(asker.client, [...open]);
      } catch {
        // The database is away, reads only, or this connection was cut too: ask again on another one.
        left = asker?.pid ?? left;
        leave(asker?.client);
        asker = undefined;
      }
      for (const each of late) if (open.has(each)) each.answer('unknown');
      if (open.size > 0) await pause(pauseMs);
    }
    leave(asker?.client);
    isAsking = false;
  }

  return {
    judge: (proof) =>
      new Promise((resolve) => {
        const question: Question = {
          proof,
          since: performance.now(),
          answer(verdict) {
            open.delete(question);
            resolve(verdict);
          },
        };
        open.add(question);
        if (!isAsking) void askUntilAnswered();
      }),
  };
}

/**
 * A proof that is there proves its COMMIT. A proof that is not there disproves it only once its session is over, and only
 * where we may write: a standby may not have heard of it yet. Both count when a COMMIT of our own was answered afterwards:
 * where a standby is waited for, it has both by then.
 */
async function askAll(client: pg.Client, questions: readonly Question[]): Promise<void> {
  const canceledWaits: object[] = [];
  const note = (notice: object): void => {
    if (isCanceledWait(notice)) canceledWaits.push(notice);
  };
  client.on('notice', note);
  try {
    const asked = questions.map((each) => each.proof);
    const [, sessions, proofs, { command }] = await Promise.all([
      client.query(begin),
      client.query<{ isOver: boolean }>(askSessions, [
        newId(),
        asked.map((each) => each.xid),
        asked.map((each) => each.pid),
      ]),
      client.query<{ token: string | null; isRecent: boolean }>(askProofs, [
        asked.map((each) => each.token),
        asked.map((each) => each.at),
        proofStandsMinutes,
      ]),
      client.query('COMMIT'),
    ]);
    if (command !== 'COMMIT' || canceledWaits.length > 0) return;
    for (const [index, each] of questions.entries()) {
      if (proofs.rows[index]?.token != null) each.answer('committed');
      else if (sessions.rows[index]?.isOver === true)
        each.answer(proofs.rows[index]?.isRecent === true ? 'aborted' : 'unknown');
      else if (performance.now() - each.since > letGoMs) await endSession(client, each.proof);
    }
  } finally {
    client.off('notice', note);
  }
}

/**
 * Sessions first: a proof is looked for in a snapshot that is younger than the end of its session. A number above our own
 * was given out before a crash and not since. A number that another session has now was given out again, and its outcome is
 * never taken for ours.
 */
const askSessions = `WITH own AS (
    INSERT INTO commit_proof (token) VALUES ($1) RETURNING pg_current_xact_id() AS xid
  )
  SELECT CASE WHEN asked.xid::xid8 > own.xid THEN true
    ELSE pg_xact_status(asked.xid::xid8) IS DISTINCT FROM 'in progress'
      OR EXISTS (
        SELECT FROM pg_stat_activity WHERE backend_xid = asked.xid::xid8::xid AND pid <> asked.pid
      ) END AS "isOver"
  FROM own, unnest($2::text[], $3::int[]) WITH ORDINALITY AS asked (xid, pid, place) ORDER BY place`;

const askProofs = `SELECT commit_proof.token, clock_timestamp() - asked.at < make_interval(mins => $3) AS "isRecent"
  FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS asked (token, at, place)
  LEFT JOIN commit_proof USING (token) ORDER BY place`;

/** Its client has gone, and nobody else will end it. */
async function endSession(client: pg.Client, { pid, xid }: CommitProof): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_xid = $2::text::xid8::xid`,
    [pid, xid],
  );
}

interface Asker {
  client: pg.Client;
  /** Of its session. */
  pid: number | undefined;
}

/** Ends the session that was left before: each of them takes a connection, and there are not many. */
async function connect(connectionString: string, left: number | undefined): Promise<Asker> {
  const client = new pg.Client({
    connectionString: sessionUrl(connectionString, 'other'),
    application_name: applicationName,
    connectionTimeoutMillis: askTimeoutMs,
    query_timeout: 2 * askTimeoutMs,
    statement_timeout: askTimeoutMs,
    pipeline: true,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pg_backend_pid() AS pid, (
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND application_name = $2
       ) AS ended`,
      [left ?? null, applicationName],
    );
    return { client, pid: rows[0]?.pid };
  } catch (error) {
    leave(client);
    throw error;
  }
}

const applicationName = 'heliograph-verdict';

/** Not awaited: a half-open connection never says goodbye. */
function leave(client: pg.Client | undefined): void {
  void client?.end().catch(() => undefined);
}

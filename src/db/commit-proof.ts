import type { ClientBase } from 'pg';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';

/** The identity of one run of one transaction: no other run has it, not even after a crash of the database. */
export interface CommitProof {
  /** Stands in a row that this run wrote: the row is there if and only if the run was committed. */
  token: string;
  /** The transaction's number. It tells whether the session may still be at work, and never how it ended. */
  xid: string;
  /** The server's process that carries the session. */
  pid: number;
  /** By the database's clock. */
  at: Date;
}

/**
 * Begins a transaction and writes its proof, as its first statement. Sent ahead of the work: when it fails, so does all
 * that follows it.
 */
export async function beginWithProof(client: ClientBase): Promise<CommitProof> {
  const token = newId();
  const [, { rows }] = await Promise.all([
    client.query(begin),
    client.query<Omit<CommitProof, 'token'>>({ name: 'begin', text: insertProof, values: [token] }),
  ]);
  const [proof] = rows;
  if (!proof) throw new Error('Expected the proof of the transaction to be written, got no row.');
  return { token, ...proof };
}

/** Each statement sees what was committed before it, whatever the database has as its default. */
export const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';

const insertProof = `INSERT INTO commit_proof (token) VALUES ($1)
  RETURNING pg_current_xact_id()::text AS xid, pg_backend_pid() AS pid, at`;

/**
 * Far longer than a COMMIT and the verdict about it take. Afterwards a proof that is not there says nothing, because it
 * may have been deleted; minutes.
 */
export const proofStandsMinutes = 10;
/** A margin for transactions that take long themselves; minutes. */
const keepsMinutes = 3 * proofStandsMinutes;
/** Rows that one statement deletes. */
const pruneLimit = 20_000;

/** Deletes proofs that nobody will ask for any more: one process at a time, since it reads the whole table. */
export async function pruneCommitProofs(tx: Pick<Tx, 'query'>): Promise<void> {
  for (;;) {
    const rows = await tx.query(
      `DELETE FROM commit_proof WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM commit_proof
         WHERE (SELECT pg_try_advisory_xact_lock(hashtext('heliograph/prune-commit-proofs')))
           AND at < now() - make_interval(mins => $1)
         LIMIT $2
       )) RETURNING 1`,
      [keepsMinutes, pruneLimit],
    );
    if (rows.length < pruneLimit) return;
  }
}

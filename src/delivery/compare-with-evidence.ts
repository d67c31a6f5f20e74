import type { Tx } from '../db/database.ts';
import type { Attempt } from './delivery.ts';
import { foldRank } from './fold-rank.ts';
import { rank, type Phase, type Rank } from './status.ts';

/** A delivery whose stored state is not what its evidence says. */
export interface Discrepancy {
  tenantId: string;
  messageId: string;
  /** Names of what differs, never the values. */
  fields: string[];
}

export interface Compared {
  compared: number;
  discrepancies: Discrepancy[];
  /** Where to go on; undefined at the end. */
  last: DeliveryPlace | undefined;
}

export interface DeliveryPlace {
  tenantId: string;
  messageId: string;
}

/**
 * Recomputes rank and times of one page of deliveries from the evidence alone and compares. Everything comes from one
 * statement, hence one snapshot: a webhook that is applied at the same moment makes no false alarm.
 */
export async function compareWithEvidence(
  tx: Pick<Tx, 'query'>,
  after: DeliveryPlace | undefined,
  limit: number,
): Promise<Compared> {
  const rows = await tx.query<StoredState>(
    `SELECT tenant_id AS "tenantId", message_id AS "messageId", phase, rank, ${milliseconds('delivery')},
       (SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', attempt, 'outcome', outcome, 'closed', closed,
          'rank', rank, 'reached', reached)), '[]')
        FROM attempt WHERE attempt.tenant_id = delivery.tenant_id AND attempt.message_id = delivery.message_id
       ) AS attempts,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', attempt, 'rank', rank,
          'at', extract(epoch FROM provider_at) * 1000)), '[]')
        FROM status_evidence AS said WHERE said.tenant_id = delivery.tenant_id AND said.message_id = delivery.message_id
       ) AS evidence
     FROM delivery WHERE $1::uuid IS NULL OR (tenant_id, message_id) > ($1, $2::uuid)
     ORDER BY tenant_id, message_id LIMIT $3`,
    [after?.tenantId ?? null, after?.messageId ?? null, limit],
  );
  const last = rows.at(-1);
  return {
    compared: rows.length,
    discrepancies: rows.flatMap((row) => {
      const fields = differencesOrFault(row);
      return fields.length === 0 ? [] : [{ tenantId: row.tenantId, messageId: row.messageId, fields }];
    }),
    last: last && rows.length === limit ? { tenantId: last.tenantId, messageId: last.messageId } : undefined,
  };
}

interface StoredState extends DeliveryPlace {
  phase: Phase;
  rank: Rank;
  sentAt: number | null;
  failedAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  playedAt: number | null;
  attempts: Pick<Attempt, 'attempt' | 'outcome' | 'closed' | 'rank' | 'reached'>[];
  evidence: { attempt: number; rank: Rank; at: number | null }[];
}

function milliseconds(table: string): string {
  return ['sent', 'failed', 'delivered', 'read', 'played']
    .map((name) => `(extract(epoch FROM ${table}.${name}_at) * 1000)::float8 AS "${name}At"`)
    .join(', ');
}

/** A row that cannot even be judged differs, and is no reason not to look at the others. */
function differencesOrFault(stored: StoredState): string[] {
  try {
    return differences(stored);
  } catch {
    return ['cannot be compared'];
  }
}

function differences(stored: StoredState): string[] {
  const attempts = stored.attempts.map((each) => {
    const said = stored.evidence.filter(({ attempt }) => attempt === each.attempt);
    const reached = highest(said.filter((one) => one.rank !== rank.FAILED));
    return { ...each, rank: highest(said), reached };
  });
  const told = (which: Rank): number | null => {
    const times = stored.evidence.flatMap(({ rank: said, at }) =>
      said === which && at !== null ? [at] : [],
    );
    return times.reduce<number | null>((least, at) => Math.min(least ?? at, at), null);
  };
  // The gateway gives messages up too, with a time of its own; what WhatsApp says later can only make it earlier.
  const refused = stored.attempts.some(
    (each) => each.outcome === 'REFUSED' || each.outcome === 'NOT_WRITTEN',
  );
  const failedAt = told(rank.FAILED);
  const ownFailure = refused || stored.phase === 'FAILED';
  const checks: Record<string, boolean> = {
    rank: foldRank(attempts) === stored.rank,
    attempts: stored.attempts.every(
      (each, place) => each.rank === attempts[place]?.rank && each.reached === attempts[place].reached,
    ),
    sentAt: told(rank.SENT) === stored.sentAt,
    failedAt: ownFailure
      ? failedAt === null || (stored.failedAt ?? Infinity) <= failedAt
      : failedAt === stored.failedAt,
    deliveredAt: told(rank.DELIVERED) === stored.deliveredAt,
    readAt: told(rank.READ) === stored.readAt,
    playedAt: told(rank.PLAYED) === stored.playedAt,
  };
  return Object.keys(checks).filter((name) => checks[name] === false);
}

function highest(said: readonly { rank: Rank }[]): Rank {
  return said.reduce<Rank>((most, each) => (each.rank > most ? each.rank : most), rank.NONE);
}

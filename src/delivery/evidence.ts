import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import type { DeliveryError } from './delivery.ts';
import { toJson } from './save-deliveries.ts';
import { rank, type Rank } from './status.ts';

/** One thing that WhatsApp said about a wamid of a sender. */
export interface Evidence {
  senderId: string;
  wamid: string;
  /** WhatsApp's own word. */
  status: string;
  rank: Rank;
  participant?: string | undefined;
  providerAt?: Date | undefined;
  error?: DeliveryError | undefined;
  pricing?: Record<string, unknown> | undefined;
}

/** The attempt that a piece of evidence speaks of; absent while its wamid is not known to be ours. */
export interface Target {
  messageId: string;
  attempt: number;
}

interface Piece {
  evidence: Evidence;
  target: Target | undefined;
}

/** Stores evidence and answers which pieces are new; what was said before is said once. Without a target it is parked. */
export async function storeEvidence(
  tx: Tx,
  tenantId: string,
  pieces: readonly Piece[],
): Promise<Set<Evidence>> {
  if (pieces.length === 0) return new Set();
  const columns = columnsOf(pieces);
  const stored = await tx.query<{ id: number }>(
    `INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, participant, provider_at, error, pricing,
       message_id, attempt)
     SELECT $1, sender_id, wamid, status, rank, participant, provider_at, error, pricing, message_id, attempt
     FROM ${newPieces} ORDER BY sender_id, wamid, status, place
     ON CONFLICT DO NOTHING RETURNING evidence_id AS id`,
    [tenantId, ...columns],
  );
  if (stored.length === pieces.length) return new Set(pieces.map(({ evidence }) => evidence));
  return findStored(tx, tenantId, pieces, { columns, ids: stored.map((row) => row.id) });
}

/** Some were known before, or said twice: of pieces that are alike the first one is the new one. */
async function findStored(
  tx: Tx,
  tenantId: string,
  pieces: readonly Piece[],
  { columns, ids }: { columns: readonly unknown[]; ids: readonly number[] },
): Promise<Set<Evidence>> {
  const rows = await tx.query<{ place: number }>(
    `SELECT min(new.place) AS place FROM status_evidence AS stored JOIN ${newPieces}
       ON (new.sender_id, new.wamid, new.status) = (stored.sender_id, stored.wamid, stored.status)
       AND new.participant IS NOT DISTINCT FROM stored.participant
       AND new.provider_at IS NOT DISTINCT FROM stored.provider_at
       AND new.error IS NOT DISTINCT FROM stored.error AND new.pricing IS NOT DISTINCT FROM stored.pricing
     WHERE stored.tenant_id = $1 AND stored.evidence_id = ANY($12)
     GROUP BY new.sender_id, new.wamid, new.status, new.participant, new.provider_at, new.error, new.pricing`,
    [tenantId, ...columns, ids],
  );
  const places = new Set(rows.map((row) => row.place));
  return new Set(pieces.filter((_, index) => places.has(index + 1)).map(({ evidence }) => evidence));
}

const newPieces = `unnest($2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::timestamptz[], $8::jsonb[],
    $9::jsonb[], $10::uuid[], $11::int[]) WITH ORDINALITY AS new (sender_id, wamid, status, rank, participant,
    provider_at, error, pricing, message_id, attempt, place)`;

function columnsOf(pieces: readonly Piece[]): unknown[] {
  return [
    pieces.map(({ evidence }) => evidence.senderId),
    pieces.map(({ evidence }) => evidence.wamid),
    pieces.map(({ evidence }) => evidence.status),
    pieces.map(({ evidence }) => evidence.rank),
    columnOf(pieces, ({ evidence }) => evidence.participant),
    columnOf(pieces, ({ evidence }) => evidence.providerAt),
    columnOf(pieces, ({ evidence }) => toJson(evidence.error)),
    columnOf(pieces, ({ evidence }) => toJson(evidence.pricing)),
    columnOf(pieces, ({ target }) => target?.messageId),
    columnOf(pieces, ({ target }) => target?.attempt),
  ];
}

/** What the answers of WhatsApp said: that it took these attempts under these wamids. */
export function noteAcceptances(
  tx: Pick<Tx, 'queryLast'>,
  tenantId: string,
  accepted: readonly (Target & { senderId: string; wamid: string })[],
): void {
  if (accepted.length === 0) return;
  void tx.queryLast(
    `INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, message_id, attempt)
     SELECT $1, sender_id, wamid, 'accepted', $6, message_id, attempt
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[]) AS new (sender_id, wamid, message_id, attempt)
     ORDER BY sender_id, wamid
     ON CONFLICT DO NOTHING`,
    [
      tenantId,
      accepted.map((each) => each.senderId),
      accepted.map((each) => each.wamid),
      accepted.map((each) => each.messageId),
      accepted.map((each) => each.attempt),
      rank.ACCEPTED,
    ],
  );
}

/** Gives parked evidence its message, once its wamid is known, and answers what it says. */
export async function adoptEvidence(
  tx: Tx,
  tenantId: string,
  known: readonly (Target & { senderId: string; wamid: string })[],
): Promise<(Evidence & Target)[]> {
  if (known.length === 0) return [];
  return tx.query<Evidence & Target>(
    `UPDATE status_evidence AS parked SET message_id = known.message_id, attempt = known.attempt
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[]) AS known (sender_id, wamid, message_id, attempt)
     WHERE parked.tenant_id = $1 AND parked.sender_id = known.sender_id AND parked.wamid = known.wamid
       AND parked.message_id IS NULL
     RETURNING parked.message_id AS "messageId", parked.attempt, parked.sender_id AS "senderId", parked.wamid,
       parked.status, parked.rank, parked.participant, parked.provider_at AS "providerAt", parked.error, parked.pricing`,
    [
      tenantId,
      known.map((each) => each.senderId),
      known.map((each) => each.wamid),
      known.map((each) => each.messageId),
      known.map((each) => each.attempt),
    ],
  );
}

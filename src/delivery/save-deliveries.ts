import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import type { Attempt, Delivery, Held } from './delivery.ts';

type Sending = Pick<Tx, 'queryLast'>;

/** Writes back what transitions made of held deliveries, in two statements however many there are. */
export function saveDeliveries(tx: Sending, tenantId: string, changed: readonly Held[]): void {
  if (changed.length === 0) return;
  updateDeliveries(
    tx,
    tenantId,
    changed.map((each) => each.delivery),
  );
  upsertAttempts(
    tx,
    tenantId,
    changed.flatMap((each) => each.attempts),
  );
}

function updateDeliveries(tx: Sending, tenantId: string, deliveries: readonly Delivery[]): void {
  void tx.queryLast(
    `UPDATE delivery SET
       phase = new.phase, rank = new.rank, in_doubt = new.in_doubt, attempt = new.attempt, tries = new.tries,
       ready = new.ready, not_before = new.not_before, lease_until = new.lease_until, wamid = new.wamid,
       error = new.error, pricing = new.pricing, accepted_at = new.accepted_at, sent_at = new.sent_at,
       delivered_at = new.delivered_at, read_at = new.read_at, played_at = new.played_at, failed_at = new.failed_at,
       parked_for = new.parked_for, unknown_since = new.unknown_since, possible_duplicate = new.possible_duplicate,
       given_up = new.given_up, pair_slot = new.pair_slot, lane_until = new.lane_until, lane_open = new.lane_open
     FROM unnest($2::uuid[], $3::text[], $4::smallint[], $5::boolean[], $6::int[], $7::int[], $8::boolean[],
       $9::timestamptz[], $10::timestamptz[], $11::text[], $12::jsonb[], $13::jsonb[], $14::timestamptz[],
       $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[],
       $20::text[], $21::timestamptz[], $22::boolean[], $23::boolean[], $24::timestamptz[], $25::timestamptz[],
       $26::boolean[])
       AS new (message_id, phase, rank, in_doubt, attempt, tries, ready, not_before, lease_until, wamid, error, pricing,
         accepted_at, sent_at, delivered_at, read_at, played_at, failed_at, parked_for, unknown_since,
         possible_duplicate, given_up, pair_slot, lane_until, lane_open)
     WHERE delivery.tenant_id = $1 AND delivery.message_id = new.message_id`,
    [
      tenantId,
      deliveries.map((each) => each.messageId),
      deliveries.map((each) => each.phase),
      deliveries.map((each) => each.rank),
      deliveries.map((each) => each.inDoubt),
      deliveries.map((each) => each.attempt),
      deliveries.map((each) => each.tries),
      deliveries.map((each) => each.ready),
      deliveries.map((each) => each.notBefore),
      columnOf(deliveries, (each) => each.leaseUntil),
      columnOf(deliveries, (each) => each.wamid),
      columnOf(deliveries, (each) => toJson(each.error)),
      columnOf(deliveries, (each) => toJson(each.pricing)),
      columnOf(deliveries, (each) => each.acceptedAt),
      columnOf(deliveries, (each) => each.sentAt),
      columnOf(deliveries, (each) => each.deliveredAt),
      columnOf(deliveries, (each) => each.readAt),
      columnOf(deliveries, (each) => each.playedAt),
      columnOf(deliveries, (each) => each.failedAt),
      columnOf(deliveries, (each) => each.parkedFor),
      columnOf(deliveries, (each) => each.unknownSince),
      deliveries.map((each) => each.possibleDuplicate),
      deliveries.map((each) => each.givenUp),
      columnOf(deliveries, (each) => each.pairSlot),
      columnOf(deliveries, (each) => each.laneUntil),
      deliveries.map((each) => each.laneOpen),
    ],
  );
}

function upsertAttempts(tx: Sending, tenantId: string, attempts: readonly Attempt[]): void {
  if (attempts.length === 0) return;
  void tx.queryLast(
    `INSERT INTO attempt (tenant_id, message_id, attempt, sender_id, started_at, finished_at, outcome, rank, reached,
       closed, wamid, http_status, duration_ms, error)
     SELECT $1, new.* FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::text[],
       $8::smallint[], $9::smallint[], $10::boolean[], $11::text[], $12::int[], $13::int[], $14::jsonb[]) AS new
     ON CONFLICT (tenant_id, message_id, attempt) DO UPDATE SET
       finished_at = excluded.finished_at, outcome = excluded.outcome, rank = excluded.rank,
       reached = excluded.reached, closed = excluded.closed, wamid = excluded.wamid, http_status = excluded.http_status,
       duration_ms = excluded.duration_ms, error = excluded.error`,
    [
      tenantId,
      attempts.map((each) => each.messageId),
      attempts.map((each) => each.attempt),
      attempts.map((each) => each.senderId),
      attempts.map((each) => each.startedAt),
      columnOf(attempts, (each) => each.finishedAt),
      columnOf(attempts, (each) => each.outcome),
      attempts.map((each) => each.rank),
      attempts.map((each) => each.reached),
      attempts.map((each) => each.closed),
      columnOf(attempts, (each) => each.wamid),
      columnOf(attempts, (each) => each.httpStatus),
      columnOf(attempts, (each) => each.durationMs),
      columnOf(attempts, (each) => toJson(each.error)),
    ],
  );
}

export function toJson(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

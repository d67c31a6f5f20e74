import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Priority, UnknownPolicy } from './delivery.ts';
import { releaseLanes } from './release-lanes.ts';
import type { MessageStatus, Rank } from './status.ts';
import { takePlaces } from './take-places.ts';

export interface NewDelivery {
  messageId: string;
  senderId: string;
  priority: Priority;
  onUnknown: UnknownPolicy;
  sendAt?: Date | undefined;
  expiresAt?: Date | undefined;
  /** In place of `expiresAt`, from now on; ms. */
  validForMs?: number | undefined;
  lane?: NewLane | undefined;
}

/** The lane in which a message waits for those before it. */
export interface NewLane {
  id: Buffer;
  /** The rank from which on it holds up nobody. */
  barrier: Rank;
  /** From its first attempt on; ms. */
  timeoutMs: number;
}

/** A message that may go now: the caller inserts its job in the same transaction. */
export type Ready = Pick<NewDelivery, 'messageId' | 'senderId' | 'priority'>;

/** How long a message may wait when its caller sets no limit; hours. */
export const defaultValidityHours = 24;

/** New messages stand in the queue, or wait for their time or for those before them in their lane. */
export async function createDeliveries(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
): Promise<{ ready: Ready[]; drafts: EventDraft[] }> {
  const places = await takePlaces(tx, tenantId, deliveries);
  const rows = await insertDeliveries(tx, tenantId, deliveries, places);
  const laneIds = deliveries.flatMap(({ lane }) => (lane ? [lane.id] : []));
  // May also let somebody go who came before: nobody had said that the lane is free.
  const released = await releaseLanes(tx, tenantId, laneIds);
  const stored = rows.map(({ messageId, phase }) => ({ messageId, kind: 'STATUS' as const, status: phase }));
  return {
    ready: [...rows, ...released.map((each) => each.delivery)].filter((each) => each.ready),
    drafts: [...stored, ...released.flatMap((each) => each.drafts)],
  };
}

async function insertDeliveries(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
  places: ReadonlyMap<string, number>,
): Promise<(Ready & { ready: boolean; phase: MessageStatus })[]> {
  return tx.query(
    `INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, parked_for, not_before, expires_at, priority,
       on_unknown, lane_id, lane_place, lane_barrier, lane_timeout_ms, lane_open)
     SELECT $1, message_id, sender_id,
       CASE WHEN is_early THEN 'SCHEDULED' ELSE 'QUEUED' END,
       NOT is_early AND lane_id IS NULL,
       CASE WHEN is_early THEN 'SEND_AT' WHEN lane_id IS NOT NULL THEN 'ORDER' END,
       CASE WHEN is_early THEN send_at WHEN lane_id IS NOT NULL THEN ends_at ELSE now() END,
       ends_at, priority, on_unknown, lane_id, lane_place, lane_barrier, lane_timeout_ms, lane_id IS NOT NULL
     FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::float8[], $7::smallint[], $8::text[],
       $9::bytea[], $10::bigint[], $11::smallint[], $12::int[]) WITH ORDINALITY
       AS new (message_id, sender_id, send_at, expires_at, valid_for_ms, priority, on_unknown, lane_id, lane_place,
         lane_barrier, lane_timeout_ms, place),
     LATERAL (SELECT coalesce(send_at > now(), false) AS is_early, coalesce(expires_at,
       now() + make_interval(secs => valid_for_ms / 1000),
       greatest(now(), send_at) + make_interval(hours => $13)) AS ends_at) AS derived
     ORDER BY new.place
     RETURNING message_id AS "messageId", sender_id AS "senderId", priority, ready, phase`,
    [
      tenantId,
      deliveries.map((each) => each.messageId),
      deliveries.map((each) => each.senderId),
      deliveries.map((each) => each.sendAt ?? null),
      deliveries.map((each) => each.expiresAt ?? null),
      deliveries.map((each) => each.validForMs ?? null),
      deliveries.map((each) => each.priority),
      deliveries.map((each) => each.onUnknown),
      deliveries.map((each) => each.lane?.id ?? null),
      deliveries.map((each) => places.get(each.messageId) ?? null),
      deliveries.map((each) => each.lane?.barrier ?? null),
      deliveries.map((each) => each.lane?.timeoutMs ?? null),
      defaultValidityHours,
    ],
  );
}

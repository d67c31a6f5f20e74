import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Delivery, Priority, UnknownPolicy } from './delivery.ts';
import { releaseLanes } from './release-lanes.ts';
import { rank, statusOf, type Rank } from './status.ts';
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

/** A delivery as it was stored. */
export interface CreatedDelivery extends Delivery {
  createdAt: Date;
}

export interface Created {
  ready: Ready[];
  drafts: EventDraft[];
  /** In the order in which they were given. To be asked for after COMMIT only. */
  read: () => Promise<CreatedDelivery[]>;
}

/** New messages stand in the queue, or wait for their time or for those before them in their lane. */
export async function createDeliveries(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
): Promise<Created> {
  const places = await takePlaces(tx, tenantId, deliveries);
  return deliveries.every(goesAtOnce)
    ? createReady(tx, tenantId, deliveries)
    : createWaiting(tx, tenantId, deliveries, places);
}

function goesAtOnce({ sendAt, lane }: NewDelivery): boolean {
  return sendAt === undefined && lane === undefined;
}

/** What the database makes of them is known beforehand. */
function createReady(tx: Tx, tenantId: string, deliveries: readonly NewDelivery[]): Created {
  const rows = tx.queryLast<Decided>(insertText, insertValues(tenantId, deliveries, new Map()));
  return {
    ready: [...deliveries],
    drafts: deliveries.map(({ messageId }) => ({ messageId, kind: 'STATUS', status: 'QUEUED' })),
    read: async () => toCreated(deliveries, await rows),
  };
}

async function createWaiting(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
  places: ReadonlyMap<string, number>,
): Promise<Created> {
  const rows = await tx.query<Decided>(insertText, insertValues(tenantId, deliveries, places));
  const inserted = toCreated(deliveries, rows);
  const laneIds = deliveries.flatMap(({ lane }) => (lane ? [lane.id] : []));
  // May also let somebody go who came before: nobody had said that the lane is free.
  const released = await releaseLanes(tx, tenantId, laneIds);
  const stored = inserted.map((each) => ({
    messageId: each.messageId,
    kind: 'STATUS' as const,
    status: statusOf(each),
  }));
  const moved = new Map(released.map(({ delivery }) => [delivery.messageId, delivery]));
  return {
    ready: [...inserted, ...moved.values()].filter((each) => each.ready),
    drafts: [...stored, ...released.flatMap((each) => each.drafts)],
    read: () => Promise.resolve(inserted.map((each) => ({ ...each, ...moved.get(each.messageId) }))),
  };
}

/** What the database decides of a new delivery. */
type Decided = Pick<
  CreatedDelivery,
  'phase' | 'ready' | 'parkedFor' | 'notBefore' | 'expiresAt' | 'createdAt'
>;

const insertText = `
  INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, parked_for, not_before, expires_at, priority,
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
  RETURNING phase, ready, parked_for AS "parkedFor", not_before AS "notBefore", expires_at AS "expiresAt",
    now() AS "createdAt"`;

function insertValues(
  tenantId: string,
  deliveries: readonly NewDelivery[],
  places: ReadonlyMap<string, number>,
): unknown[] {
  return [
    tenantId,
    deliveries.map((each) => each.messageId),
    deliveries.map((each) => each.senderId),
    columnOf(deliveries, (each) => each.sendAt),
    columnOf(deliveries, (each) => each.expiresAt),
    columnOf(deliveries, (each) => each.validForMs),
    deliveries.map((each) => each.priority),
    deliveries.map((each) => each.onUnknown),
    columnOf(deliveries, (each) => each.lane?.id),
    columnOf(deliveries, (each) => places.get(each.messageId)),
    columnOf(deliveries, (each) => each.lane?.barrier),
    columnOf(deliveries, (each) => each.lane?.timeoutMs),
    defaultValidityHours,
  ];
}

function toCreated(deliveries: readonly NewDelivery[], rows: readonly Decided[]): CreatedDelivery[] {
  return deliveries.map((given, index) => {
    const decided = rows[index];
    if (!decided) throw new Error('Expected a row for each new delivery, got fewer.');
    return { ...newborn(given), ...decided };
  });
}

/** What every message begins with. */
function newborn(given: NewDelivery): Omit<CreatedDelivery, keyof Decided> {
  const { messageId, senderId, priority, onUnknown, lane } = given;
  return {
    messageId,
    senderId,
    rank: rank.NONE,
    inDoubt: false,
    attempt: 0,
    tries: 0,
    leaseUntil: null,
    unknownSince: null,
    priority,
    onUnknown,
    possibleDuplicate: false,
    givenUp: false,
    pairSlot: null,
    laneId: lane?.id ?? null,
    laneBarrier: lane?.barrier ?? null,
    laneTimeoutMs: lane?.timeoutMs ?? null,
    laneUntil: null,
    laneOpen: lane !== undefined,
    wamid: null,
    error: null,
    pricing: null,
    acceptedAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    playedAt: null,
    failedAt: null,
  };
}

import type { Tx } from '../db/database.ts';
import { changesOf, type Apart, type DueChange } from './change-due.ts';
import { decideRelease } from './decide-release.ts';
import { draft, move, type Delivery, type Moved } from './delivery.ts';
import { lockDeliveries, readNow } from './hold-deliveries.ts';
import { saveDeliveries } from './save-deliveries.ts';

/** Before the next one there is at most the one that went last; more only where several ended at this moment. */
const maxOpenSeen = 4;

interface Lane {
  laneId: Buffer;
  lastPlace: number;
  releasedPlace: number;
}

/**
 * Lets the next message of each lane go, where nothing holds it up. The caller inserts jobs for what is ready and appends
 * the drafts. Locks lanes first and then deliveries, so it must not be called with deliveries already locked.
 */
export async function releaseLanes(tx: Tx, tenantId: string, laneIds: readonly Buffer[]): Promise<Moved[]> {
  if (laneIds.length === 0) return [];
  const lanes = await tx.query<Lane>(
    `SELECT lane_id AS "laneId", last_place AS "lastPlace", released_place AS "releasedPlace" FROM lane
     WHERE tenant_id = $1 AND lane_id = ANY($2) ORDER BY lane_id FOR UPDATE`,
    [tenantId, laneIds],
  );
  const waiting = lanes.filter((each) => each.releasedPlace < each.lastPlace);
  if (waiting.length === 0) return [];
  const openOf = await lockOpen(tx, tenantId, waiting);
  const now = await readNow(tx);
  const steps = waiting.map((lane) => step(lane, openOf.get(keyOf(lane.laneId)), now));
  const moved = steps.flatMap((each) => each.moved);
  saveDeliveries(tx, tenantId, moved);
  await saveLanes(tx, tenantId, steps);
  return moved;
}

/** The backstop: lanes in which messages wait, and at which nobody looked for a while. */
export async function releaseDueLanes(tx: Tx, limit: number, apart?: Apart): Promise<DueChange[]> {
  const except = apart && apart.except.length > 0 ? [apart.except] : [];
  const isNone = except.length > 0 ? `AND encode(lane_id, 'base64') <> ALL ($2::text[])` : '';
  const due = await tx.query<{ tenantId: string; laneId: Buffer }>(
    `SELECT tenant_id AS "tenantId", lane_id AS "laneId" FROM lane
     WHERE released_place < last_place AND look_at <= now() ${isNone}
     ORDER BY look_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit, ...except],
  );
  apart?.took(due.map((each) => keyOf(each.laneId)));
  const byTenant = [...Map.groupBy(due, (each) => each.tenantId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const changes: DueChange[] = [];
  for (const [tenantId, lanes] of byTenant) {
    const laneIds = lanes.map((each) => each.laneId);
    changes.push(changesOf(tenantId, await releaseLanes(tx, tenantId, laneIds)));
  }
  return changes;
}

/** The first messages of each lane that are still open, locked, by place; a lane that has none is left out. */
async function lockOpen(
  tx: Tx,
  tenantId: string,
  lanes: readonly Lane[],
): Promise<Map<string, Map<number, Delivery>>> {
  const rows = await tx.query<{ laneId: Buffer; messageId: string; place: number }>(
    `SELECT lane.lane_id AS "laneId", first.message_id AS "messageId", first.lane_place AS place
     FROM unnest($2::bytea[]) AS lane (lane_id), LATERAL (
       SELECT message_id, lane_place FROM delivery
       WHERE tenant_id = $1 AND delivery.lane_id = lane.lane_id AND lane_open ORDER BY lane_place LIMIT $3
     ) AS first
     ORDER BY first.lane_place`,
    [tenantId, lanes.map((each) => each.laneId), maxOpenSeen],
  );
  const ids = rows.map((row) => row.messageId);
  const locked = new Map((await lockDeliveries(tx, tenantId, ids)).map((each) => [each.messageId, each]));
  const openOf = new Map<string, Map<number, Delivery>>();
  for (const { laneId, messageId, place } of rows) {
    const ofLane = openOf.get(keyOf(laneId)) ?? new Map<number, Delivery>();
    openOf.set(keyOf(laneId), ofLane);
    const delivery = locked.get(messageId);
    // It may have ended between the look and the lock.
    if (delivery?.laneOpen === true) ofLane.set(place, delivery);
  }
  return openOf;
}

interface Step extends Lane {
  moved: Moved[];
  lookAt: Date;
}

function step(lane: Lane, open: ReadonlyMap<number, Delivery> | undefined, now: Date): Step {
  const places = [...(open ?? [])].map(([place, { laneUntil: until }]) => ({
    place,
    isReleased: place <= lane.releasedPlace,
    until,
  }));
  const { release, left, lookAt } = decideRelease(places, now);
  const next = release === undefined ? undefined : open?.get(release);
  return {
    ...lane,
    // With nobody open all have ended, those that never went included.
    releasedPlace: open === undefined ? lane.lastPlace : (release ?? lane.releasedPlace),
    lookAt,
    moved: [
      ...left.flatMap((place) => open?.get(place) ?? []).map(leave),
      ...(next ? [letGo(next, now)] : []),
    ],
  };
}

function leave(delivery: Delivery): Moved {
  const moved = move({ delivery, attempts: [] }, { laneOpen: false });
  return { ...moved, drafts: [draft(moved.delivery, 'LANE_MOVED_ON', {})] };
}

function letGo(delivery: Delivery, now: Date): Moved {
  return move({ delivery, attempts: [] }, { ready: true, notBefore: now });
}

async function saveLanes(tx: Tx, tenantId: string, steps: readonly Step[]): Promise<void> {
  await tx.query(
    `UPDATE lane SET released_place = new.released_place, look_at = new.look_at
     FROM unnest($2::bytea[], $3::bigint[], $4::timestamptz[]) AS new (lane_id, released_place, look_at)
     WHERE lane.tenant_id = $1 AND lane.lane_id = new.lane_id`,
    [
      tenantId,
      steps.map((each) => each.laneId),
      steps.map((each) => each.releasedPlace),
      steps.map((each) => each.lookAt),
    ],
  );
}

function keyOf(laneId: Buffer): string {
  return laneId.toString('base64');
}

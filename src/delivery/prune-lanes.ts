import type { Tx } from '../db/database.ts';
import { move } from './delivery.ts';
import { lockDeliveries } from './hold-deliveries.ts';
import { saveDeliveries } from './save-deliveries.ts';

/** A conversation that goes on after this begins a new lane; hours. */
const idleHours = 24;

/** Forgets lanes in which nothing has happened for a day and that hold up nobody. Answers how many it looked at, or 0 if all stay. */
export async function pruneLanes(tx: Tx, limit: number): Promise<number> {
  const idle = await tx.query<{ tenantId: string; laneId: Buffer }>(
    `SELECT tenant_id AS "tenantId", lane_id AS "laneId" FROM lane
     -- The same as "=", of which the planner expects so few that it would read and sort them all.
     WHERE released_place >= last_place AND look_at < now() - make_interval(hours => $1)
     ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [idleHours, limit],
  );
  let pruned = 0;
  for (const [tenantId, lanes] of Map.groupBy(idle, (each) => each.tenantId)) {
    const laneIds = lanes.map((each) => each.laneId);
    await closeOvertime(tx, tenantId, laneIds);
    const rows = await tx.query(
      `DELETE FROM lane WHERE tenant_id = $1 AND lane_id = ANY($2) AND NOT EXISTS (
         SELECT FROM delivery
         WHERE delivery.tenant_id = lane.tenant_id AND delivery.lane_id = lane.lane_id AND delivery.lane_open
       ) RETURNING 1`,
      [tenantId, laneIds],
    );
    pruned += rows.length;
  }
  // One lane that stays is no sign that nothing else is left to prune.
  return pruned === 0 ? 0 : idle.length;
}

/** Nobody came after them, so nobody had to pass them when their time was over. */
async function closeOvertime(tx: Tx, tenantId: string, laneIds: readonly Buffer[]): Promise<void> {
  const rows = await tx.query<{ messageId: string }>(
    `SELECT message_id AS "messageId" FROM delivery
     WHERE tenant_id = $1 AND lane_id = ANY($2) AND lane_open AND lane_until < now()`,
    [tenantId, laneIds],
  );
  const locked = await lockDeliveries(
    tx,
    tenantId,
    rows.map((row) => row.messageId),
  );
  const closed = locked.map((delivery) => move({ delivery, attempts: [] }, { laneOpen: false }));
  saveDeliveries(tx, tenantId, closed);
}

import type { Tx } from '../db/database.ts';
import type { NewDelivery } from './create-deliveries.ts';

/**
 * Gives new messages the next places in their lanes. A lane's row stays locked until COMMIT, so that places follow the
 * order of commits; messages of one batch follow the order in which they were given.
 */
export async function takePlaces(
  tx: Tx,
  tenantId: string,
  deliveries: readonly NewDelivery[],
): Promise<Map<string, number>> {
  const inLanes = deliveries.filter((each) => each.lane);
  if (inLanes.length === 0) return new Map();
  const lanes = Map.groupBy(inLanes, laneKey);
  const rows = await tx.query<{ laneId: Buffer; lastPlace: number }>(
    `INSERT INTO lane (tenant_id, lane_id, sender_id, last_place)
     SELECT $1, new.* FROM unnest($2::bytea[], $3::uuid[], $4::bigint[]) AS new (lane_id, sender_id, count)
     ORDER BY new.lane_id
     ON CONFLICT (tenant_id, lane_id) DO UPDATE SET last_place = lane.last_place + excluded.last_place
     RETURNING lane_id AS "laneId", last_place AS "lastPlace"`,
    [
      tenantId,
      [...lanes.values()].map(([first]) => first?.lane?.id),
      [...lanes.values()].map(([first]) => first?.senderId),
      [...lanes.values()].map((ofLane) => ofLane.length),
    ],
  );
  const lastPlaces = new Map(rows.map((row) => [row.laneId.toString('base64'), row.lastPlace]));
  const places = new Map<string, number>();
  for (const [key, ofLane] of lanes) {
    const firstPlace = (lastPlaces.get(key) ?? 0) - ofLane.length + 1;
    ofLane.forEach((each, index) => places.set(each.messageId, firstPlace + index));
  }
  return places;
}

function laneKey({ lane }: NewDelivery): string {
  return lane?.id.toString('base64') ?? '';
}

import { createHmac, type KeyObject } from 'node:crypto';

/** Ordering keys of callers may name people: a lane is known by a keyed hash alone, the same for the same sender and key. */
export function laneIdOf(
  key: KeyObject,
  of: { tenantId: string; senderId: string; orderingKey: string },
): Buffer {
  return createHmac('sha256', key).update(`${of.tenantId} ${of.senderId} ${of.orderingKey}`).digest();
}

import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { adoptEvidence, type Target } from './evidence.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { proveAll } from './record-statuses.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { moveFlow, newsOf } from './webhook-flow.ts';

/**
 * A webhook and the settle of its attempt can miss each other when they commit at the same moment: neither sees the
 * other. This finds what was parked and is ours by now.
 */
export async function findAdoptable(
  tx: Tx,
  within: { ageMs: number; limit: number },
): Promise<Map<string, Adoptable[]>> {
  const rows = await tx.query<Adoptable & { tenantId: string }>(
    `SELECT parked.tenant_id AS "tenantId", attempt.message_id AS "messageId", attempt.attempt,
       parked.sender_id AS "senderId", parked.wamid
     FROM status_evidence AS parked JOIN attempt
       ON (attempt.tenant_id, attempt.sender_id, attempt.wamid) = (parked.tenant_id, parked.sender_id, parked.wamid)
     WHERE parked.message_id IS NULL AND parked.received_at > now() - make_interval(secs => $1 / 1000.0)
     ORDER BY parked.received_at LIMIT $2`,
    [within.ageMs, within.limit],
  );
  return Map.groupBy(rows, (row) => row.tenantId);
}

/** What was parked, and the attempt that it belongs to. */
export type Adoptable = Target & { senderId: string; wamid: string };

export async function adoptParked(
  tx: Tx,
  tenantId: string,
  adoptable: readonly Adoptable[],
  windowMs: number,
): Promise<EventDraft[]> {
  const { held } = await holdDeliveries(tx, tenantId, [...new Set(adoptable.map((each) => each.messageId))]);
  const said = await adoptEvidence(tx, tenantId, adoptable);
  const moved = proveAll(held, said);
  saveDeliveries(tx, tenantId, moved);
  moveFlow(tx, tenantId, newsOf(held, said, 'HEARD'), windowMs);
  return moved.flatMap((each) => each.drafts);
}

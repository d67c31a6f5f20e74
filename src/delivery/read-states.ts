import type { Tx } from '../db/database.ts';
import type { DeliveryError } from './delivery.ts';
import type { Phase, Rank } from './status.ts';

/** How far a message has come, and no more: for those who ask often. */
export interface DeliveryState {
  messageId: string;
  phase: Phase;
  rank: Rank;
  error: DeliveryError | null;
}

export async function readStates(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<DeliveryState[]> {
  return tx.query<DeliveryState>(
    `SELECT message_id AS "messageId", phase, rank, error FROM delivery WHERE tenant_id = $1 AND message_id = ANY($2)`,
    [tenantId, messageIds],
  );
}

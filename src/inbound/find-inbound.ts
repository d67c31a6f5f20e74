import type { Tx } from '../db/database.ts';
import { selectInbound, type InboundMessage } from './inbound-message.ts';

/** Messages to a tenant by id, in the order of the ids; null where there is none. */
export async function findInbound(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  ids: readonly string[],
): Promise<(InboundMessage | null)[]> {
  const rows = await tx.query<InboundMessage>(
    `${selectInbound} WHERE inbound_message.tenant_id = $1 AND inbound_id = ANY($2)`,
    [tenantId, [...new Set(ids)]],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

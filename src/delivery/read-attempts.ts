import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { Attempt } from './delivery.ts';
import { attemptColumns } from './columns.ts';

/** Every time that we set out to send these messages, oldest first. */
export async function readAttempts(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, Attempt[]>> {
  const rows = await tx.query<Attempt>(
    planOnce(`SELECT ${attemptColumns} FROM attempt
     WHERE tenant_id = $1 AND message_id = ANY($2) ORDER BY message_id, attempt`),
    [tenantId, messageIds],
  );
  return Map.groupBy(rows, (row) => row.messageId);
}

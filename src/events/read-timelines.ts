import type { Tx } from '../db/database.ts';
import { withMark, type EventRow, type LogEvent } from './read-log.ts';

/** Every event of these messages that is still in the log, oldest first. */
export async function readTimelines(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Map<string, LogEvent[]>> {
  const rows = await tx.query<EventRow>(
    `SELECT seq, subject, message_id AS "messageId", attempt, kind, status, at, provider_at AS "providerAt", detail
     FROM event WHERE tenant_id = $1 AND message_id = ANY($2) ORDER BY message_id, seq`,
    [tenantId, messageIds],
  );
  return Map.groupBy(rows.map(withMark), (row) => row.messageId);
}

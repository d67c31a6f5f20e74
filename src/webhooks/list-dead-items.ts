import type { Tx } from '../db/database.ts';

/** An item that was set aside, as its tenant may see it: without what it says. */
export interface DeadWebhookItem {
  id: string;
  path: string;
  reason: string;
  createdAt: Date;
}

/** One page by ids, which grow with time; both bounds lie outside it. */
export async function listDeadItems(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  page: { olderThan: string | undefined; newerThan: string | undefined; newestFirst: boolean; limit: number },
): Promise<DeadWebhookItem[]> {
  return tx.query<DeadWebhookItem>(
    `SELECT dead_item_id AS id, path, reason, created_at AS "createdAt" FROM webhook_dead_item
     WHERE tenant_id = $1 AND ($2::uuid IS NULL OR dead_item_id < $2) AND ($3::uuid IS NULL OR dead_item_id > $3)
     ORDER BY dead_item_id ${page.newestFirst ? 'DESC' : 'ASC'} LIMIT $4`,
    [tenantId, page.olderThan ?? null, page.newerThan ?? null, page.limit],
  );
}

import type { Tx } from '../db/database.ts';

export interface StoredWebhook {
  inboxId: number;
  body: Buffer;
}

/** An item that cannot be applied; the raw body stays in the inbox beside it. */
export interface DeadItem {
  inboxId: number;
  path: string;
  reason: string;
  tenantId?: string;
}

/** How long raw webhooks are kept: longer than WhatsApp repeats them; days. */
const retentionDays = 8;

/** Takes the oldest webhooks that nobody else holds; they count as applied when the transaction commits. */
export async function takeWaiting(tx: Tx, limit: number): Promise<StoredWebhook[]> {
  return tx.query<StoredWebhook>(
    `UPDATE webhook_inbox SET applied_at = now() WHERE inbox_id IN (
       SELECT inbox_id FROM webhook_inbox WHERE applied_at IS NULL ORDER BY inbox_id LIMIT $1 FOR UPDATE SKIP LOCKED
     ) RETURNING inbox_id AS "inboxId", body`,
    [limit],
  );
}

export async function setAside(tx: Tx, items: readonly DeadItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `INSERT INTO webhook_dead_item (inbox_id, path, tenant_id, reason)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::text[])
     ON CONFLICT DO NOTHING`,
    [
      items.map((each) => each.inboxId),
      items.map((each) => each.path),
      items.map((each) => each.tenantId ?? null),
      items.map((each) => each.reason),
    ],
  );
}

export async function pruneInbox(tx: Pick<Tx, 'query'>, limit: number): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM webhook_inbox WHERE inbox_id IN (
       SELECT inbox_id FROM webhook_inbox
       WHERE received_at < now() - make_interval(days => $1) AND applied_at IS NOT NULL
       ORDER BY received_at LIMIT $2
     ) RETURNING 1`,
    [retentionDays, limit],
  );
  return rows.length;
}

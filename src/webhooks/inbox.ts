import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import { newId } from '../db/new-id.ts';
import type { DeadItem } from './dead-item.ts';

export interface StoredWebhook {
  inboxId: number;
  body: Buffer;
}

/** How long raw webhooks are kept: longer than WhatsApp repeats them; days. */
const retentionDays = 8;

/** Locks the oldest webhooks that nobody else holds, and answers as many as fit: one at least. */
export async function takeWaiting(
  tx: Tx,
  { bodies, bytes }: { bodies: number; bytes: number },
  without: readonly number[] = [],
): Promise<StoredWebhook[]> {
  return tx.query<StoredWebhook>(
    `WITH waiting AS (
       SELECT inbox_id, octet_length(body) AS bytes FROM webhook_inbox
       WHERE applied_at IS NULL AND inbox_id <> ALL($3::bigint[]) ORDER BY inbox_id LIMIT $1 FOR UPDATE SKIP LOCKED
     ), placed AS (
       SELECT inbox_id, sum(bytes) OVER (ORDER BY inbox_id) - bytes AS before FROM waiting
     )
     SELECT inbox_id AS "inboxId", body FROM placed JOIN webhook_inbox USING (inbox_id)
     WHERE before < $2 ORDER BY inbox_id`,
    [bodies, bytes, without],
  );
}

/** The oldest webhooks that wait, whoever holds them. */
export async function listWaiting(
  tx: Pick<Tx, 'query'>,
  limit: number,
  without: readonly number[],
): Promise<number[]> {
  const rows = await tx.query<{ inboxId: number }>(
    `SELECT inbox_id AS "inboxId" FROM webhook_inbox
     WHERE applied_at IS NULL AND inbox_id <> ALL($2::bigint[]) ORDER BY inbox_id LIMIT $1`,
    [limit, without],
  );
  return rows.map((row) => row.inboxId);
}

/** One webhook, as long as nobody has applied it. */
export async function readWaiting(tx: Pick<Tx, 'query'>, inboxId: number): Promise<StoredWebhook[]> {
  return tx.query<StoredWebhook>(
    `SELECT inbox_id AS "inboxId", body FROM webhook_inbox WHERE inbox_id = $1 AND applied_at IS NULL`,
    [inboxId],
  );
}

/** Late in the transaction: a changed row, unlike a locked one, makes the same body wait that comes again meanwhile. */
export function markApplied(tx: Pick<Tx, 'queryLast'>, inboxIds: readonly number[]): void {
  if (inboxIds.length === 0) return;
  void tx.queryLast(planOnce('UPDATE webhook_inbox SET applied_at = now() WHERE inbox_id = ANY($1)'), [
    inboxIds,
  ]);
}

export async function setAside(tx: Tx, items: readonly DeadItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `INSERT INTO webhook_dead_item (inbox_id, path, tenant_id, reason, dead_item_id)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::text[], $5::uuid[])
     ON CONFLICT DO NOTHING`,
    [
      items.map((each) => each.inboxId),
      items.map((each) => each.path),
      items.map((each) => each.tenantId ?? null),
      items.map((each) => each.reason),
      items.map(() => newId()),
    ],
  );
}

/** One item that was set aside, locked, with the body that it stands in. */
export async function holdDeadItem(
  tx: Tx,
  tenantId: string,
  deadItemId: string,
): Promise<(StoredWebhook & { path: string }) | undefined> {
  const [item] = await tx.query<StoredWebhook & { path: string }>(
    `SELECT inbox_id AS "inboxId", dead.path, webhook_inbox.body
     FROM webhook_dead_item AS dead JOIN webhook_inbox USING (inbox_id)
     WHERE dead.tenant_id = $1 AND dead.dead_item_id = $2 FOR UPDATE OF dead`,
    [tenantId, deadItemId],
  );
  return item;
}

export async function deleteDeadItem(tx: Tx, tenantId: string, deadItemId: string): Promise<void> {
  await tx.query('DELETE FROM webhook_dead_item WHERE tenant_id = $1 AND dead_item_id = $2', [
    tenantId,
    deadItemId,
  ]);
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

import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';

/** Who is woken when a webhook was stored. */
export const webhookTopic = 'webhooks';

/**
 * Stores a webhook exactly as it came. When this answers it is durable, and may be answered with 200. A body that is
 * there already is not stored again; while another process is storing it, this waits for that COMMIT.
 */
export async function storeWebhook(
  tools: { database: Database; doorbell: Doorbell },
  body: Buffer,
): Promise<void> {
  const stored = await tools.database.transaction((tx) =>
    tx.query(
      'INSERT INTO webhook_inbox (body, body_sha256) VALUES ($1, $2) ON CONFLICT (body_sha256) DO NOTHING RETURNING 1',
      [body, createHash('sha256').update(body).digest()],
    ),
  );
  if (stored.length > 0) tools.doorbell.ring([webhookTopic]);
}

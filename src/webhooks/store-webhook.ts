import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { failpoint } from '../log/failpoint.ts';

/** Who is woken when a webhook was stored. */
export const webhookTopic = 'webhooks';

/** Stores a webhook exactly as it came. When this answers it is durable, and may be answered with 200. */
export async function storeWebhook(
  tools: { database: Database; doorbell: Doorbell },
  body: Buffer,
): Promise<void> {
  await tools.database.transaction(async (tx) => {
    await tx.query('INSERT INTO webhook_inbox (body, body_sha256) VALUES ($1, $2)', [
      body,
      createHash('sha256').update(body).digest(),
    ]);
    failpoint('webhook.beforeCommit');
  });
  failpoint('webhook.committed');
  tools.doorbell.ring([webhookTopic]);
}

import { createHash } from 'node:crypto';
import { awaitOwnCommit } from '../db/await-own-commit.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { failpoint } from '../log/failpoint.ts';

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
  failpoint('webhook.beforeCommit');
  // One statement is one transaction and one way to the database and back. The look at what is there waits for nobody;
  // the conflict alone would wait for whoever is just applying that row.
  const stored = await tools.database.query(
    `INSERT INTO webhook_inbox (body, body_sha256) SELECT $1, $2
     WHERE NOT EXISTS (SELECT FROM webhook_inbox WHERE body_sha256 = $2)
     ON CONFLICT (body_sha256) DO NOTHING RETURNING 1`,
    [body, createHash('sha256').update(body).digest()],
  );
  failpoint('webhook.committed');
  if (stored.length > 0) tools.doorbell.ring([webhookTopic]);
  // The process that stored it may have got no answer of the standby.
  else await awaitOwnCommit(tools.database);
}

import type { Tx } from '../db/database.ts';

/** How long a key is remembered at least: a client that comes back after a week's outage still gets its first answer; days. */
export const keyRetentionDays = 8;

export interface KeyClaim {
  key: string;
  fingerprint: Buffer;
  messageId: string;
}

/** Whose message a key stands for. */
export interface KeyOwner {
  messageId: string;
  fingerprint: Buffer;
}

/**
 * Takes keys for new messages. The unique index decides between callers at the same moment: the loser waits for the
 * winner's transaction. Answers the owners of keys that were taken before; a key that is not among them is now ours.
 */
export async function claimKeys(
  tx: Tx,
  tenantId: string,
  claims: readonly KeyClaim[],
): Promise<Map<string, KeyOwner>> {
  if (claims.length === 0) return new Map();
  const won = await tx.query<{ key: string }>(
    `INSERT INTO idempotency_key (tenant_id, key, fingerprint, message_id)
     SELECT $1, new.* FROM unnest($2::text[], $3::bytea[], $4::uuid[]) AS new (key, fingerprint, message_id)
     ORDER BY new.key
     ON CONFLICT (tenant_id, key) DO NOTHING RETURNING key`,
    [
      tenantId,
      claims.map((each) => each.key),
      claims.map((each) => each.fingerprint),
      claims.map((each) => each.messageId),
    ],
  );
  const ours = new Set(won.map((row) => row.key));
  const lost = claims.filter((each) => !ours.has(each.key));
  // A second statement sees what the winners committed while the first one waited for them.
  const owners =
    lost.length === 0
      ? []
      : await readOwners(
          tx,
          tenantId,
          lost.map((each) => each.key),
        );
  return new Map(owners.map((owner) => [owner.key, owner]));
}

/** Gives back keys that this transaction took for requests that turned out to be refused. */
export async function releaseKeys(tx: Tx, tenantId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.query('DELETE FROM idempotency_key WHERE tenant_id = $1 AND key = ANY($2)', [tenantId, keys]);
}

export async function readOwners(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  keys: readonly string[],
): Promise<KeyClaim[]> {
  return tx.query<KeyClaim>(
    `SELECT key, fingerprint, message_id AS "messageId" FROM idempotency_key WHERE tenant_id = $1 AND key = ANY($2)`,
    [tenantId, keys],
  );
}

export async function pruneKeys(tx: Pick<Tx, 'query'>, limit: number): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM idempotency_key WHERE (tenant_id, key) IN (
       SELECT tenant_id, key FROM idempotency_key WHERE created_at < now() - make_interval(days => $1)
       ORDER BY created_at LIMIT $2
     ) RETURNING 1`,
    [keyRetentionDays, limit],
  );
  return rows.length;
}

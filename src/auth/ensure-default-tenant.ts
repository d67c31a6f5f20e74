import { ConfigError } from '../config/config-error.ts';
import type { Tx } from '../db/database.ts';
import { digestKey } from './authenticate.ts';

/** The tenant of an installation that serves one. */
export const defaultTenantId = '00000000-0000-7000-8000-000000000001';

/**
 * Makes the default tenant with its log, and gives it this one key, if any, instead of an earlier one. A key that was made,
 * because nobody gave one, takes the place of made ones only. Answers whether it took the place of another key.
 */
export async function ensureDefaultTenant(
  tx: Tx,
  apiKey: string | undefined,
  { isMade = false } = {},
): Promise<boolean> {
  await ensureTenant(tx);
  if (apiKey === undefined) return false;
  const digest = digestKey(apiKey);
  const before = await tx.query<{ label: string; isOther: boolean }>(
    `SELECT label, secret_sha256 <> $2 AS "isOther" FROM api_key
     WHERE tenant_id = $1 AND label IN ('environment', 'made') FOR UPDATE`,
    [defaultTenantId, digest],
  );
  const given = before.find(({ label }) => label === 'environment');
  // Clients have the key that was given. Earlier versions noted a made one as given, too.
  if (isMade && given?.isOther === false) return false;
  if (isMade && given !== undefined) throw refuseMade();
  await tx.query(`DELETE FROM api_key WHERE tenant_id = $1 AND label = 'made'`, [defaultTenantId]);
  await tx.query(
    `INSERT INTO api_key (tenant_id, label, secret_sha256) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, label) DO UPDATE SET secret_sha256 = excluded.secret_sha256, created_at = now()
     WHERE api_key.secret_sha256 <> excluded.secret_sha256`,
    [defaultTenantId, isMade ? 'made' : 'environment', digest],
  );
  return before.some(({ isOther }) => isOther);
}

function refuseMade(): ConfigError {
  return new ConfigError(
    'Expected HELIOGRAPH_API_KEY, because the key of this database was given with it, and a made one does not take its place. Set it to the key that clients have, or to another one, which then replaces that.',
  );
}

/** For who needs the tenant without a caller. */
export async function ensureTenant(tx: Tx): Promise<void> {
  await tx.query(`INSERT INTO tenant (tenant_id, name) VALUES ($1, 'default') ON CONFLICT DO NOTHING`, [
    defaultTenantId,
  ]);
  await tx.query('INSERT INTO tenant_log (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [defaultTenantId]);
}

import type { Tx } from '../db/database.ts';
import { digestKey } from './authenticate.ts';

/** The tenant of an installation that serves one. */
export const defaultTenantId = '00000000-0000-7000-8000-000000000001';

/** Makes the default tenant with its log, and gives it this one key from the environment, if any, instead of an earlier one. */
export async function ensureDefaultTenant(tx: Tx, apiKey: string | undefined): Promise<void> {
  await ensureTenant(tx);
  if (apiKey === undefined) return;
  await tx.query(
    `INSERT INTO api_key (tenant_id, label, secret_sha256) VALUES ($1, 'environment', $2)
     ON CONFLICT (tenant_id, label) DO UPDATE SET secret_sha256 = excluded.secret_sha256, created_at = now()
     WHERE api_key.secret_sha256 <> excluded.secret_sha256`,
    [defaultTenantId, digestKey(apiKey)],
  );
}

/** For who needs the tenant without a caller. */
export async function ensureTenant(tx: Tx): Promise<void> {
  await tx.query(`INSERT INTO tenant (tenant_id, name) VALUES ($1, 'default') ON CONFLICT DO NOTHING`, [
    defaultTenantId,
  ]);
  await tx.query('INSERT INTO tenant_log (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [defaultTenantId]);
}

import { ConfigError } from '../config/config-error.ts';
import type { Tx } from '../db/database.ts';

/**
 * Writes down that WhatsApp itself is behind this database, and lets nobody simulate WhatsApp there from then on: what
 * customers wait for would be DELIVERED to the simulator.
 */
export async function noteAccount(
  tx: Tx,
  { hasAccount, isSimulated }: { hasAccount: boolean; isSimulated: boolean },
): Promise<void> {
  if (hasAccount) await tx.query('UPDATE installation SET account_since = now() WHERE account_since IS NULL');
  if (!isSimulated) return;
  const rows = await tx.query('SELECT FROM installation WHERE account_since IS NOT NULL');
  if (rows.length > 0)
    throw new ConfigError(
      'Expected WHATSAPP_API_URL, because this database has been used with a real account: messages of customers would go to the simulator. Set it, or try without an account on another database (HELIOGRAPH_DATA_DIR, DATABASE_URL).',
    );
}

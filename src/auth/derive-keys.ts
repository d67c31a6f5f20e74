import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Database } from '../db/database.ts';

/** A key of 32 bytes for one purpose, the same in every process that shares the database. */
export async function deriveKeys<Purpose extends string>(
  database: Database,
  purposes: readonly Purpose[],
): Promise<Record<Purpose, KeyObject>> {
  const [row] = await database.query<{ secret: Buffer }>('SELECT secret FROM installation');
  if (!row) throw new Error('Expected one row in the table installation, got none. Run "npm run migrate".');
  const keys = purposes.map(
    (purpose) =>
      // Made once: to make it of bytes takes five times as long as what it is used for.
      [purpose, createSecretKey(Buffer.from(hkdfSync('sha256', row.secret, '', purpose, 32)))] as const,
  );
  // Every purpose has got its key.
  return Object.fromEntries(keys) as Record<Purpose, KeyObject>;
}

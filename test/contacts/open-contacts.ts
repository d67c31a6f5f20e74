import type { KeyObject } from 'node:crypto';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { defaultTenantId, ensureDefaultTenant } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { createDatabase } from '../support/create-database.ts';

export const tenantId = defaultTenantId;

export interface OpenContacts extends AsyncDisposable {
  url: string;
  database: Database;
  key: KeyObject;
}

/** The contacts and lists of the default tenant in a database of its own, with the key that people are found by. */
export async function openContacts(): Promise<OpenContacts> {
  await using opening = new AsyncDisposableStack();
  const { url } = opening.use(await createDatabase());
  const database = opening.use(
    openDatabase({ connectionString: url, name: 'test', max: 8, log: createLog('error') }),
  );
  await database.transaction((tx) => ensureDefaultTenant(tx, 'a key of the default tenant'));
  const { recipient } = await deriveKeys(database, ['recipient']);
  const opened = opening.move();
  return { url, database, key: recipient, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

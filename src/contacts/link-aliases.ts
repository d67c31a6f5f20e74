import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { uniteNames } from './unite-names.ts';

/**
 * Remembers that the names of each group belong to one person, and makes one of those who were two. Nothing that stands
 * under a name is touched: whoever looks something up looks under all names, so the stricter list holds. Answers the groups
 * that stayed apart, since they would have too many names.
 */
export async function linkAliases(
  tx: Tx,
  tenantId: string,
  groups: readonly (readonly Buffer[])[],
): Promise<ReadonlySet<readonly Buffer[]>> {
  const news = await leaveOutKnown(tx, tenantId, groups);
  if (news.length === 0) return new Set();
  await lockContacts(tx, tenantId);
  const contactOf = await readContacts(tx, tenantId, news.flat());
  const changes = uniteNames(
    contactOf,
    news.map((group) => group.map(toText)),
    newId,
  );
  await saveNames(tx, tenantId, changes);
  const contactNow = (hash: Buffer): string | undefined =>
    changes.get(toText(hash)) ?? contactOf.get(toText(hash));
  return new Set(
    news.filter(
      ([first, ...others]) => first && others.some((each) => contactNow(each) !== contactNow(first)),
    ),
  );
}

const toText = (hash: Buffer): string => hash.toString('hex');

/** Nearly everything that is shown was shown before: then this one statement is all. */
async function leaveOutKnown(
  tx: Tx,
  tenantId: string,
  groups: readonly (readonly Buffer[])[],
): Promise<(readonly Buffer[])[]> {
  if (groups.length === 0) return [];
  const rows = await tx.query<{ hash: Buffer; contactId: string }>(
    `SELECT alias_hash AS hash, contact_id AS "contactId" FROM contact_alias
     WHERE tenant_id = $1 AND alias_hash = ANY($2)`,
    [tenantId, groups.flat()],
  );
  const contactOf = new Map(rows.map((row) => [toText(row.hash), row.contactId]));
  return groups.filter((group) => {
    const contacts = new Set(group.map((hash) => contactOf.get(toText(hash))));
    return contacts.size > 1 || contacts.has(undefined);
  });
}

/** Two that unite overlapping people could each miss what the other does, so a tenant's are united one by one. */
async function lockContacts(tx: Tx, tenantId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('contact_alias ' || $1, 0))`, [tenantId]);
}

/** Every name of every contact that one of these names belongs to. */
async function readContacts(
  tx: Tx,
  tenantId: string,
  hashes: readonly Buffer[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ hash: Buffer; contactId: string }>(
    `SELECT alias_hash AS hash, contact_id AS "contactId" FROM contact_alias
     WHERE tenant_id = $1 AND contact_id IN (
       SELECT contact_id FROM contact_alias WHERE tenant_id = $1 AND alias_hash = ANY($2)
     )`,
    [tenantId, hashes],
  );
  return new Map(rows.map((row) => [toText(row.hash), row.contactId]));
}

async function saveNames(tx: Tx, tenantId: string, contactOf: ReadonlyMap<string, string>): Promise<void> {
  if (contactOf.size === 0) return;
  await tx.query(
    `INSERT INTO contact_alias (tenant_id, alias_hash, contact_id)
     SELECT $1, decode(hash, 'hex'), contact_id FROM unnest($2::text[], $3::uuid[]) AS name (hash, contact_id) ORDER BY hash
     ON CONFLICT (tenant_id, alias_hash) DO UPDATE SET contact_id = excluded.contact_id`,
    [tenantId, [...contactOf.keys()], [...contactOf.values()]],
  );
}

import { createHmac, type KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { recipientKey, type Recipient } from '../recipient/recipient.ts';
import { spellingsOf } from './spellings-of.ts';

/** The hash that a person is kept under: the same for the same name, and of no use without the key. */
export function hashRecipient(key: KeyObject, recipient: Recipient): Buffer {
  return createHmac('sha256', key).update(recipientKey(recipient)).digest();
}

/** The hashes of all spellings of one name; its own comes first. */
export function hashSpellings(key: KeyObject, recipient: Recipient): Buffer[] {
  return spellingsOf(recipient).map((each) => hashRecipient(key, each));
}

/** For each of these people, in order, the hashes of every name that they are known under; their own comes first. */
export async function hashAliases(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  key: KeyObject,
  recipients: readonly Recipient[],
): Promise<Buffer[][]> {
  if (recipients.length === 0) return [];
  const aliases = recipients.map((each) => hashSpellings(key, each));
  const asked = aliases.flatMap((hashes, place) => hashes.map((hash) => ({ hash, place })));
  const known = await tx.query<{ place: number; hash: Buffer }>(
    `SELECT DISTINCT asked.place, other.alias_hash AS hash
     FROM unnest($2::bytea[], $3::int[]) AS asked (alias_hash, place)
     JOIN contact_alias AS own ON own.tenant_id = $1 AND own.alias_hash = asked.alias_hash
       -- The list keeps the planner to the index, however many names there are.
       AND own.alias_hash = ANY($2)
     JOIN contact_alias AS other ON other.tenant_id = $1 AND other.contact_id = own.contact_id
     ORDER BY asked.place, other.alias_hash`,
    [tenantId, asked.map((each) => each.hash), asked.map((each) => each.place)],
  );
  for (const { place, hash } of known) {
    const own = aliases[place];
    if (own && !own.some((each) => each.equals(hash))) own.push(hash);
  }
  return aliases;
}

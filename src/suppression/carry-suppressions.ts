import type { KeyObject } from 'node:crypto';
import { hashAliases } from '../contacts/hash-aliases.ts';
import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { addSuppressions, type NewSuppression } from './add-suppressions.ts';
import { findSuppressions } from './find-suppressions.ts';
import type { Suppression } from './suppression.ts';

/**
 * For people whose names were left apart because one person would have too many: what keeps them back under one of the
 * names shown is put under the others too, so that no opt-out is escaped by changing often. Answers what to append to the
 * log.
 */
export async function carrySuppressions(
  tx: Tx,
  tenantId: string,
  key: KeyObject,
  crowds: readonly (readonly Recipient[])[],
): Promise<EventDraft[]> {
  if (crowds.length === 0) return [];
  const aliases = await hashAliases(tx, tenantId, key, crowds.flat());
  const entries = await findSuppressions(tx, tenantId, aliases.flat());
  const byHash = Map.groupBy(entries, (each) => each.recipientHash.toString('hex'));
  const people = crowds
    .flatMap((names, crowd) => names.map((recipient) => ({ crowd, recipient })))
    .map((each, place): Person => {
      const hashes = aliases[place] ?? [];
      const own = hashes.flatMap((hash) => byHash.get(hash.toString('hex')) ?? []);
      return { ...each, hashes, entries: own };
    });
  const missing = [...Map.groupBy(people, (each) => each.crowd).values()].flatMap((ofCrowd) => {
    const standing = ofCrowd.flatMap((each) => each.entries);
    return ofCrowd.flatMap((person) => missingOf(person, standing));
  });
  return missing.length === 0 ? [] : (await addSuppressions(tx, tenantId, missing)).drafts;
}

interface Person {
  crowd: number;
  recipient: Recipient;
  hashes: readonly Buffer[];
  entries: readonly Suppression[];
}

function missingOf(
  { recipient, hashes, entries }: Person,
  standing: readonly Suppression[],
): NewSuppression[] {
  return standing
    .filter(({ list, scope }) => !entries.some((own) => own.list === list && own.scope === scope))
    .map(({ list, scope, source, reason, createdAt }) => ({
      ...{ recipient, hashes, list, scope, source },
      reason: reason ?? undefined,
      // Who came back under this name since then stays.
      saidAt: createdAt,
    }));
}

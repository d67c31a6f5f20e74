import type { KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { hashSpellings } from './hash-aliases.ts';
import { linkAliases } from './link-aliases.ts';
import { readName } from '../recipient/read-name.ts';

/** One person's names that WhatsApp showed side by side; what is no name of a person is ignored. */
export type ShownNames = readonly (string | undefined)[];

/** New people in one statement: its parameters stay below 1 MB. */
const maxGroups = 2_000;

/** Remembers which names belong together. Costs one look when all is known. Call it late: the tenant's contacts stay locked. */
export async function learnAliases(
  tx: Tx,
  tenantId: string,
  key: KeyObject,
  shown: readonly ShownNames[],
): Promise<void> {
  const groups = new Map<string, Buffer[]>();
  // One person is shown with every status of every message.
  const distinct = new Map(shown.map((names) => [names.join(' '), names]));
  for (const names of distinct.values()) {
    const people = distinctPeople(key, names);
    if (people.size > 1) groups.set([...people.keys()].sort().join(' '), [...people.values()].flat());
  }
  const all = [...groups.values()];
  for (let at = 0; at < all.length; at += maxGroups) {
    await linkAliases(tx, tenantId, all.slice(at, at + maxGroups));
  }
}

/** Spellings of one number count once: they are found without being remembered. */
function distinctPeople(key: KeyObject, names: ShownNames): Map<string, Buffer[]> {
  const people = new Map<string, Buffer[]>();
  for (const name of names) {
    const recipient = name === undefined ? undefined : readName(name);
    if (!recipient) continue;
    const hashes = hashSpellings(key, recipient).sort((a, b) => a.compare(b));
    people.set(hashes[0]?.toString('hex') ?? '', hashes);
  }
  return people;
}

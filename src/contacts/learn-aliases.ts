import type { KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { hashSpellings } from './hash-aliases.ts';
import { linkAliases } from './link-aliases.ts';
import { readName } from '../recipient/read-name.ts';
import type { Recipient } from '../recipient/recipient.ts';

/** One person's names that WhatsApp showed side by side; what is no name of a person is ignored. */
export type ShownNames = readonly (string | undefined)[];

/** New people in one statement: its parameters stay below 1 MB. */
const maxGroups = 2_000;

/**
 * Remembers which names belong together. Costs one look when all is known. Call it late: the tenant's contacts stay locked.
 * Answers the names of those who would have too many: they are left apart.
 */
export async function learnAliases(
  tx: Tx,
  tenantId: string,
  key: KeyObject,
  shown: readonly ShownNames[],
): Promise<Recipient[][]> {
  const groups = new Map<string, Group>();
  // One person is shown with every status of every message.
  const distinct = new Map(shown.map((names) => [names.join(' '), names]));
  for (const names of distinct.values()) {
    const people = distinctPeople(key, names);
    if (people.size > 1) groups.set([...people.keys()].sort().join(' '), groupOf(people));
  }
  const all = [...groups.values()];
  const crowds: Recipient[][] = [];
  for (let at = 0; at < all.length; at += maxGroups) {
    const some = all.slice(at, at + maxGroups);
    const refused = await linkAliases(
      tx,
      tenantId,
      some.map((each) => each.hashes),
    );
    for (const { hashes, names } of some) if (refused.has(hashes)) crowds.push(names);
  }
  return crowds;
}

interface Group {
  hashes: readonly Buffer[];
  names: Recipient[];
}

interface Name {
  recipient: Recipient;
  hashes: Buffer[];
}

function groupOf(people: ReadonlyMap<string, Name>): Group {
  const names = [...people.values()];
  return { hashes: names.flatMap((each) => each.hashes), names: names.map((each) => each.recipient) };
}

/** Spellings of one number count once: they are found without being remembered. */
function distinctPeople(key: KeyObject, names: ShownNames): Map<string, Name> {
  const people = new Map<string, Name>();
  for (const name of names) {
    const recipient = name === undefined ? undefined : readName(name);
    if (!recipient) continue;
    const hashes = hashSpellings(key, recipient).sort((a, b) => a.compare(b));
    people.set(hashes[0]?.toString('hex') ?? '', { recipient, hashes });
  }
  return people;
}

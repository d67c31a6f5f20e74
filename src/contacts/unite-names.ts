/** Names of one person that a learning may grow to. Whoever has more is not one person but a chain of reused numbers. */
export const maxNames = 64;

/**
 * Which names belong to which contact after all these groups are each one person. `contactOf` holds every name of every
 * contact that a group touches. Answers only what changes, and the same in whichever order the groups come.
 */
export function uniteNames(
  contactOf: ReadonlyMap<string, string>,
  groups: readonly (readonly string[])[],
  newContact: () => string,
): Map<string, string> {
  const people = new Map<string, Set<string>>();
  for (const names of Map.groupBy(contactOf, ([, contact]) => contact).values()) {
    const person = new Set(names.map(([name]) => name));
    for (const name of person) people.set(name, person);
  }
  for (const group of groups) {
    const parts = new Set(group.map((name) => people.get(name) ?? new Set([name])));
    const person = new Set([...parts].flatMap((part) => [...part]));
    if (person.size > maxNames) continue;
    for (const name of person) people.set(name, person);
  }
  const changes = new Map<string, string>();
  for (const person of new Set(people.values())) {
    const contacts = [...person].flatMap((name) => contactOf.get(name) ?? []);
    // The oldest stays; ids grow with time.
    const contact = contacts.sort()[0] ?? newContact();
    for (const name of person) if (contactOf.get(name) !== contact) changes.set(name, contact);
  }
  return changes;
}

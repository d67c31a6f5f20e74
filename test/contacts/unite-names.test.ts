import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxNames, uniteNames } from '../../src/contacts/unite-names.ts';

const names = 'a b c d e f g h i j k l'.split(' ');
const groups = fc.array(fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }), {
  maxLength: 8,
});

/** Learns group after group, as separate transactions do. */
function learn(batches: readonly (readonly (readonly string[])[])[]): Map<string, string> {
  const contactOf = new Map<string, string>();
  let made = 0;
  for (const batch of batches) {
    const touched = new Set(batch.flat().flatMap((name) => contactOf.get(name) ?? []));
    const known = new Map([...contactOf].filter(([, contact]) => touched.has(contact)));
    const changes = uniteNames(known, batch, () => `contact ${String((made += 1)).padStart(4, '0')}`);
    for (const [name, contact] of changes) contactOf.set(name, contact);
  }
  return contactOf;
}

function partition(contactOf: ReadonlyMap<string, string>): string[] {
  const people = Map.groupBy(contactOf, ([, contact]) => contact).values();
  return [...people]
    .map((each) =>
      each
        .map(([name]) => name)
        .sort()
        .join(''),
    )
    .sort();
}

/** Whoever is connected, over however many steps, is one person. */
function connected(all: readonly (readonly string[])[]): string[] {
  const reach = (start: string): string => {
    const seen = new Set([start]);
    for (let before = 0; before < seen.size;) {
      before = seen.size;
      for (const group of all)
        if (group.some((name) => seen.has(name))) group.forEach((name) => seen.add(name));
    }
    return [...seen].sort().join('');
  };
  return [...new Set(all.flat().map(reach))].sort();
}

test('whatever groups are learned, at once or one by one, in whichever order: who is connected is one person', () => {
  fc.assert(
    fc.property(groups, (all) => {
      expect(partition(learn([all]))).toEqual(connected(all));
      expect(partition(learn(all.map((each) => [each])))).toEqual(connected(all));
      expect(partition(learn([...all].reverse().map((each) => [each])))).toEqual(connected(all));
    }),
    { numRuns: 500 },
  );
});

test('what is known already changes nothing', () => {
  fc.assert(
    fc.property(groups, (all) => {
      const known = learn([all]);
      expect(uniteNames(known, all, () => 'new')).toEqual(new Map());
    }),
  );
});

test(`a chain of more than ${maxNames} names is no person: what would make one is not learned`, () => {
  const chain = Array.from({ length: maxNames + 10 }, (_, index) => [`n${index}`, `n${index + 1}`]);
  const people = Map.groupBy(learn([chain]).values(), (contact) => contact);
  expect(Math.max(...[...people.values()].map((each) => each.length))).toBe(maxNames);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { variantsOf } from '../../src/contacts/variants-of.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';

const variants = (given: string): string[] => variantsOf(phoneNumber.parse(given));

test.each([
  ['a Brazilian mobile with and without its ninth digit', '+5511987654321', '+551187654321'],
  ['a Brazilian mobile of another area', '+5585961234567', '+558561234567'],
  ['a Mexican number with and without the 1 of old mobiles', '+5215512345678', '+525512345678'],
  ['an Argentine mobile with and without its 9', '+5491123456789', '+541123456789'],
])('%s is one person, whichever of the two is given', (_name, one, other) => {
  expect(variants(one)).toEqual([one, other]);
  expect(variants(other)).toEqual([other, one]);
});

test.each([
  ['a Brazilian landline gets no ninth digit', '+551132345678'],
  ['a Brazilian mobile of a range that never had eight digits keeps its nine', '+5511912345678'],
  ['a number of the United States has one spelling', '+16505550101'],
  ['an Italian landline keeps its zero', '+390612345678'],
])('%s', (_name, given) => {
  expect(variants(given)).toEqual([given]);
});

test('every spelling of a number has the same spellings, and each is a number that the door takes', () => {
  const digits = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: length, maxLength: length });
  const numbers = fc
    .tuple(
      fc.constantFrom('55', '52', '521', '54', '549', '1', '44', '39', '49', '91'),
      digits(10),
      digits(11),
    )
    .chain(([country, ten, eleven]) => fc.constantFrom(`+${country}${ten}`, `+${country}${eleven}`))
    .filter((text) => phoneNumber.safeParse(text).success);
  fc.assert(
    fc.property(numbers, (given) => {
      const all = variants(given);
      for (const each of all) expect(variants(each).sort()).toEqual([...all].sort());
    }),
    { numRuns: 2_000 },
  );
});

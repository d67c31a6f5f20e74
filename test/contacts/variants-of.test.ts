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
  ['a number of Benin in both plans', '+2290197123456', '+22997123456'],
  ['a number of Ivory Coast in both plans (Orange)', '+2250707123456', '+22507123456'],
  ['a number of Ivory Coast in both plans (Orange, later)', '+2250749123456', '+22549123456'],
  ['a number of Ivory Coast in both plans (MTN)', '+2250505123456', '+22505123456'],
  ['a number of Ivory Coast in both plans (Moov)', '+2250140123456', '+22540123456'],
  ['a mobile of Cameroon in both plans', '+237677123456', '+23777123456'],
  ['a landline of Cameroon in both plans', '+237222123456', '+23722123456'],
  ['a mobile of Mauritius in both plans', '+23057123456', '+2307123456'],
  ['a mobile of Vietnam in both plans (Viettel)', '+84381234567', '+841681234567'],
  ['a mobile of Vietnam in both plans (Mobifone)', '+84791234567', '+841211234567'],
  ['a mobile of Vietnam in both plans (Vinaphone)', '+84811234567', '+841271234567'],
  ['a mobile of Vietnam in both plans (Gmobile)', '+84591234567', '+841991234567'],
])('%s is one person, whichever of the two is given', (_name, one, other) => {
  expect(variants(one)).toEqual([one, other]);
  expect(variants(other)).toEqual([other, one]);
});

test.each([
  ['a Brazilian landline gets no ninth digit', '+551132345678'],
  ['a Brazilian mobile of a range that never had eight digits keeps its nine', '+5511912345678'],
  ['a number of the United States has one spelling', '+16505550101'],
  ['an Italian landline keeps its zero', '+390612345678'],
  ['a landline of Mauritius is nobody’s mobile', '+2302123456'],
  ['a number of Ivory Coast that was given out after the change', '+2250507123456'],
  ['a mobile of Vietnam that had ten digits before', '+84981234567'],
])('%s', (_name, given) => {
  expect(variants(given)).toEqual([given]);
});

test.each([
  ['+24166123456', '+2416123456', '+24106123456'],
  ['+24177123456', '+2417123456', '+24107123456'],
  ['+24111123456', '+2411123456', '+24101123456'],
])('a number of Gabon has three spellings, whichever is given: %s, %s, %s', (...all) => {
  for (const each of all) expect([...variants(each)].sort()).toEqual([...all].sort());
});

test('every spelling of a number has the same spellings, and each is a number that the door takes', () => {
  const changed = [
    '229',
    '22901',
    '225',
    '22507',
    '241',
    '2410',
    '2416',
    '2417',
    '237',
    '2376',
    '230',
    '2305',
    '84',
    '841',
  ];
  const digits = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: length, maxLength: length });
  const numbers = fc
    .tuple(
      fc.constantFrom('55', '52', '521', '54', '549', '1', '44', '39', '49', '91', ...changed),
      digits(11),
    )
    .chain(([country, eleven]) =>
      fc.integer({ min: 7, max: 11 }).map((length) => `+${country}${eleven.slice(0, length)}`),
    )
    .filter((text) => phoneNumber.safeParse(text).success);
  fc.assert(
    fc.property(numbers, (given) => {
      const all = variants(given);
      for (const each of all) expect(variants(each).sort()).toEqual([...all].sort());
    }),
    { numRuns: 2_000 },
  );
});

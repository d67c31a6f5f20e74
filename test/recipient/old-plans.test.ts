import { expect, test } from 'vitest';
import { variantsOf } from '../../src/contacts/variants-of.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';

test.each([
  ['Benin', '+22997123456'],
  ['Ivory Coast', '+22507123456'],
  ['Gabon', '+2416123456'],
  ['Gabon, with a zero', '+24106123456'],
  ['Vietnam', '+841681234567'],
  ['Cameroon', '+23777123456'],
  ['Guinea', '+22462123456'],
  ['Mauritius', '+2307123456'],
  ['Mexico', '+5215512345678'],
])('whoever WhatsApp reports with an old number of %s can be answered', (_country, old) => {
  expect(phoneNumber.safeParse(old).success).toBe(true);
});

test.each(['+2299712345', '+229971234567', '+225071234567', '+165055501', '+49301'])(
  'a number of no plan, old or new, is refused: %s',
  (given) => {
    expect(phoneNumber.safeParse(given).success).toBe(false);
  },
);

test('a number of Benin is one person in the old plan and in the new', () => {
  expect(variantsOf(phoneNumber.parse('+22997123456'))).toEqual(['+22997123456', '+2290197123456']);
  expect(variantsOf(phoneNumber.parse('+2290197123456'))).toEqual(['+2290197123456', '+22997123456']);
});

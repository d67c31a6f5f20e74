import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneNumber } from '../../src/recipient/phone-number.ts';

describe('a phone number is taken as it is given, when it is', () => {
  test.each([
    ['a number of a series that is never assigned', '+15550783881'],
    ['another of those', '+16505550101'],
    ['a Brazilian mobile number with its ninth digit', '+5511987654321'],
    ['a Brazilian number without it', '+551187654321'],
    ['an Argentine mobile number with the 9', '+5491112345678'],
    ['a Mexican number', '+525512345678'],
    ['a Mexican number in the old form that WhatsApp still reports', '+5215512345678'],
    ['an Italian landline, whose 0 belongs to it', '+390612345678'],
    ['a Gabonese number, whose 0 belongs to it', '+24106123456'],
    ['a satellite number', '+881612345678'],
  ])('%s', (_what, given) => {
    expect(phoneNumber.parse(given)).toBe(given);
  });
});

describe('a phone number is refused with what is wrong about it, when it', () => {
  test.each([
    ['is empty', '', 'got an empty text'],
    ['is a blank', ' ', 'got spaces, punctuation or other signs'],
    ['is only the plus sign', '+', 'got only 0 digits'],
    ['is a zero', '0', 'the "+" is missing'],
    ['lacks the plus sign', '16505550101', 'the "+" is missing'],
    ['begins with 00', '0016505550101', 'the "+" is missing'],
    ['begins with +0', '+0650555010', 'it begins with 0'],
    ['has two plus signs', '++16505550101', 'more than one "+"'],
    ['is written as a link', 'tel:+16505550101', 'got letters'],
    ['holds letters', '+1650CALLNOW', 'got letters'],
    ['holds full-width digits', '+１６505550101', 'another script or width'],
    ['holds Arabic digits', '+١٦505550101', 'another script or width'],
    ['holds spaces and punctuation', '+1 (555) 000-1111', 'spaces, punctuation'],
    ['holds a mark for right-to-left', '+1650\u200F5550101', 'spaces, punctuation'],
    ['ends in a line break', '+16505550101\n', 'spaces, punctuation'],
    ['is too short for anyone', '+1650', 'got only 4 digits'],
    ['is too long for E.164', '+1650555010112345', 'got 16 digits'],
    ['is too short for its country', '+1650555010', 'does not fit country code +1'],
    ['is too long for its country', '+165055501011', 'does not fit country code +1'],
    ['has a country code that does not exist', '+9991234567', 'country code does not exist'],
    ['has the British trunk 0', '+4402079460000', 'prefix (mostly 0) stands after +44'],
    ['has the American trunk 1', '+116505550101', 'prefix (mostly 0) stands after +1'],
  ])('%s', (_what, given, fault) => {
    expect(issuesOf(given)).toEqual([
      {
        code: 'INVALID_PHONE_NUMBER',
        message: expect.stringContaining(fault) as string, // vitest types its matchers as any
      },
    ]);
  });
});

test('no refusal repeats the number that it refuses', () => {
  const likelyNumber = fc.stringMatching(/^\+?[0-9 ()-]{6,20}[0-9a-z]$/);
  fc.assert(
    fc.property(likelyNumber, (given) => {
      for (const { message } of issuesOf(given)) {
        expect(message.replace('+16505550101', '')).not.toMatch(/[0-9]{6}/);
      }
    }),
  );
});

test('whatever is accepted is in E.164 and unchanged', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\+[0-9]{5,16}$/));
  fc.assert(
    fc.property(anything, (given) => {
      const parsed = phoneNumber.safeParse(given);
      if (!parsed.success) return;
      expect(parsed.data).toBe(given);
      expect(given).toMatch(/^\+[1-9][0-9]{6,14}$/);
    }),
  );
});

function issuesOf(given: string) {
  const issues = phoneNumber.safeParse(given).error?.issues ?? [];
  return issues.map((issue) => ({
    code: issue.code === 'custom' ? (issue.params?.['code'] as unknown) : issue.code, // params is a bag of any
    message: issue.message,
  }));
}

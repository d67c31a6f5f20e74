import { describe, expect, test } from 'vitest';
import { recipient, recipientKey } from '../../src/recipient/recipient.ts';

describe('a recipient', () => {
  test('is a phone number', () => {
    expect(recipient.parse({ phone: '+16505550101' })).toEqual({ phone: '+16505550101' });
  });

  test.each(['US.13491208655302741918', 'US.ENT.13491208655302741918', 'BR.a', `DE.${'a1'.repeat(64)}`])(
    'is a user id of WhatsApp, kept whole: %s',
    (userId) => {
      expect(recipient.parse({ userId })).toEqual({ userId });
    },
  );

  test('is read the same whether the other field is absent, null or undefined', () => {
    const phone = '+16505550101';
    expect(recipient.parse({ phone, userId: null })).toEqual({ phone });
    expect(recipient.parse({ phone, userId: undefined })).toEqual({ phone });
    expect(recipient.parse({ phone: null, userId: 'US.1' })).toEqual({ userId: 'US.1' });
  });
});

describe('a recipient is refused', () => {
  test.each([
    '',
    'US',
    'US.',
    'us.1',
    'USA.1',
    '1',
    'US.ENT.',
    'US.1-2',
    'US.1\n',
    'US.é',
    `US.${'1'.repeat(129)}`,
  ])('when its user id has another form: %j', (userId) => {
    expect(issuesOf({ userId })).toEqual([{ path: ['userId'], code: 'INVALID_USER_ID' }]);
  });

  test('when its phone number is not one, under the field that the caller wrote', () => {
    expect(issuesOf({ phone: '16505550101' })).toEqual([{ path: ['phone'], code: 'INVALID_PHONE_NUMBER' }]);
  });

  test('when there are two or none', () => {
    expect(issuesOf({})).toEqual([{ path: [], code: 'EXACTLY_ONE_FIELD' }]);
    expect(issuesOf({ phone: '+16505550101', userId: 'US.1' })).toEqual([
      { path: [], code: 'EXACTLY_ONE_FIELD' },
    ]);
  });

  test('with the length of a wrong user id, and not the id', () => {
    const [issue] = recipient.safeParse({ userId: 'US-13491208655302741999' }).error?.issues ?? [];
    expect(issue?.message).toContain('23 characters');
    expect(issue?.message).not.toContain('13491208655302741999');
  });
});

test('the key tells phone numbers and user ids apart', () => {
  expect(recipientKey(recipient.parse({ phone: '+16505550101' }))).toBe('phone:+16505550101');
  expect(recipientKey(recipient.parse({ userId: 'US.ENT.1' }))).toBe('user:US.ENT.1');
});

function issuesOf(given: unknown) {
  const issues = recipient.safeParse(given).error?.issues ?? [];
  return issues.map((issue) => ({
    path: issue.path,
    code: issue.code === 'custom' ? (issue.params?.['code'] as unknown) : issue.code, // params is a bag of any
  }));
}

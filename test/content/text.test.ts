import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { text } from '../../src/content/text.ts';
import { wellFormedKey, wellFormedText } from '../../src/content/text-rules.ts';
import { issuesOf } from './issues-of.ts';

describe('a body of', () => {
  test.each([
    ['4,096 code units is accepted', 'a'.repeat(4096), []],
    ['4,097 code units is too long', 'a'.repeat(4097), [['body', 'TEXT_TOO_LONG']]],
    ['2,048 emoji is accepted, since each counts as two', '😀'.repeat(2048), []],
    ['2,049 emoji is too long', '😀'.repeat(2049), [['body', 'TEXT_TOO_LONG']]],
    ['one letter under 4,095 combining marks is accepted', 'e' + '\u0301'.repeat(4095), []],
    [
      'one letter under 5,000 combining marks is too long',
      'e' + '\u0301'.repeat(5000),
      [['body', 'TEXT_TOO_LONG']],
    ],
    ['a joined family emoji is accepted', '👨‍👩‍👧‍👦', []],
    ['several lines with a tab is accepted', 'one\n\ttwo', []],
  ])('%s', (_title, body, issues) => {
    expect(issuesOf(text, { body })).toEqual(issues);
  });
});

describe('a body is refused as empty when it', () => {
  test.each([
    ['has no character', ''],
    ['has only blanks, tabs and line breaks', ' \t\r\n\u00A0\u3000'],
    ['has only zero-width characters', '\u200B\u200C\u200D\u2060\uFEFF'],
    ['has only marks of direction', '\u200E\u200F\u202E'],
    ['has only Hangul fillers and Braille blanks', '\u3164\u115F\u2800'],
  ])('%s', (_what, body) => {
    expect(issuesOf(text, { body })).toEqual([['body', 'EMPTY_TEXT']]);
  });
});

test('a body is refused, not mended, when it holds U+0000 or half an emoji', () => {
  expect(issuesOf(text, { body: 'a\0b' })).toEqual([['body', 'INVALID_TEXT']]);
  expect(issuesOf(text, { body: 'cut \uD83D' })).toEqual([['body', 'INVALID_TEXT']]);
  expect(issuesOf(text, { body: '\uDE00 cut\0' })).toEqual([
    ['body', 'INVALID_TEXT'],
    ['body', 'INVALID_TEXT'],
  ]);
});

test('the message says the limit, what came and what to do, and never the text', () => {
  const [issue] = text.safeParse({ body: 'secret'.repeat(1000) }).error?.issues ?? [];
  expect(issue?.message).toMatchInlineSnapshot(
    `"The body may have 4096 UTF-16 code units (most characters are one, an emoji two or more), but has 6000. Shorten it."`,
  );
});

test('whatever is accepted can be stored and comes out the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (body) => {
      const parsed = text.safeParse({ body });
      if (!parsed.success) return;
      expect(parsed.data.body).toBe(body);
      expect(Buffer.from(body, 'utf8').toString('utf8')).toBe(body);
      expect(body).not.toContain('\0');
    }),
  );
});

describe('a key that programs compare', () => {
  const key = wellFormedKey({
    what: 'The idempotency key',
    min: 1,
    max: 255,
    code: 'INVALID_IDEMPOTENCY_KEY',
  });

  test('may hold anything visible, up to its limit', () => {
    expect(issuesOf(key, 'order-17 ✓')).toEqual([]);
    expect(issuesOf(key, 'k'.repeat(255))).toEqual([]);
  });

  test.each(['', ' ', 'a\nb', 'a\tb', '\x7Fa', 'a\u0085b', 'a\0b', '\uD83D', 'k'.repeat(256)])(
    'is refused under the one code that its caller chose: %j',
    (given) => {
      expect(issuesOf(key, given)).toEqual([['', 'INVALID_IDEMPOTENCY_KEY']]);
    },
  );
});

test('a text with no minimum may be empty', () => {
  expect(issuesOf(wellFormedText({ what: 'The caption', min: 0, max: 3 }), '')).toEqual([]);
});

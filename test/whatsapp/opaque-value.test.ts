import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpaqueValue, signOpaqueValue } from '../../src/whatsapp/opaque-value.ts';

const key = createSecretKey(Buffer.from('a key of the gateway, 32 bytes...'));
const messageId = '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10';

test('an opaque value is v1, the message, the attempt and a MAC of 128 bits', () => {
  const value = signOpaqueValue({ messageId, attempt: 3 }, key);
  expect(value).toMatch(/^v1\.0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10\.3\.[A-Za-z0-9_-]{22}$/);
  expect(value.length).toBeLessThanOrEqual(512);
});

test('whatever was signed is read back, and under another key nothing is', () => {
  const attempts = fc.integer({ min: 1, max: 2_147_483_647 });
  fc.assert(
    fc.property(fc.uuid(), attempts, (id, attempt) => {
      const value = signOpaqueValue({ messageId: id, attempt }, key);
      expect(readOpaqueValue(value, key)).toEqual({ messageId: id, attempt });
      expect(readOpaqueValue(value, createSecretKey(Buffer.from('another key')))).toBeUndefined();
    }),
  );
});

test('one changed character anywhere makes it unreadable', () => {
  const value = signOpaqueValue({ messageId, attempt: 12 }, key);
  fc.assert(
    fc.property(fc.nat(value.length - 1), fc.stringMatching(/^[0-9a-fA-CX_.= é-]$/), (at, other) => {
      fc.pre(value[at] !== other);
      expect(readOpaqueValue(value.slice(0, at) + other + value.slice(at + 1), key)).toBeUndefined();
    }),
  );
});

describe('what is not ours is no error and says nothing:', () => {
  const value = signOpaqueValue({ messageId, attempt: 1 }, key);
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['an empty text', ''],
    ["another system's text", 'm:01J8ZK3T:1'],
    ['JSON', '{"id":1}'],
    ['emoji', '😀'.repeat(20)],
    ['513 characters', 'x'.repeat(513)],
    ['the value with something behind it', `${value} `],
    ['the value with a line break behind it', `${value}\n`],
    ['the value with padding', `${value}==`],
    ['the value in upper case', value.toUpperCase()],
    ['attempt 0', value.replace('.1.', '.0.')],
    ['an attempt with a leading zero', value.replace('.1.', '.01.')],
    ['an attempt beyond an integer', value.replace('.1.', '.9999999999.')],
    ['another version', value.replace('v1', 'v2')],
  ])('%s', (_what, given) => {
    expect(readOpaqueValue(given, key)).toBeUndefined();
  });
});

test('signing refuses what could not be read back', () => {
  for (const wrong of [
    { messageId: 'not a uuid', attempt: 1 },
    { messageId: messageId.toUpperCase(), attempt: 1 },
    { messageId, attempt: 0 },
    { messageId, attempt: 1.5 },
    { messageId, attempt: 2_147_483_648 },
  ]) {
    expect(() => signOpaqueValue(wrong, key)).toThrow('Expected a lower-case UUID');
  }
});

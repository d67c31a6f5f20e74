import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifySignature } from '../../src/whatsapp/verify-signature.ts';

// REF §8.8: the escape is literal ASCII, as Meta sends it.
const secret = 'app-secret';
const body = Buffer.from(String.raw`{"a":"\u00e4"}`);
const hex = 'bd4e3282043058e357f2d2552276dbaef3cb8359e51b2f7509f6372e4d2b9c4f';
const header = `sha256=${hex}`;

test("Meta's own example is accepted", () => {
  expect(body).toHaveLength(14);
  expect(verifySignature(body, header, [secret])).toBe(true);
});

test('during a rotation the old and the new secret are accepted, afterwards only the new one', () => {
  expect(verifySignature(body, header, ['new-secret', secret])).toBe(true);
  expect(verifySignature(body, header, [secret, 'new-secret'])).toBe(true);
  expect(verifySignature(body, header, ['new-secret'])).toBe(false);
});

test('a body that was parsed and written again is refused, even under its own right signature for the other bytes', () => {
  const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  expect(verifySignature(rewritten, header, [secret])).toBe(false);
  const other = 'sha256=692c1566d7b487a11e05b048acf1be1c61c40b565f03e5662d0b7ef0c9685344';
  expect(verifySignature(rewritten, other, [secret])).toBe(true);
  expect(verifySignature(body, other, [secret])).toBe(false);
});

describe('a request is refused when the signature', () => {
  test.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is sha1 only', `sha1=${hex.slice(0, 40)}`],
    ['lacks its prefix', hex],
    ['has 63 digits', header.slice(0, -1)],
    ['has 65 digits', `${header}0`],
    ['is in upper case', `sha256=${hex.toUpperCase()}`],
    ['is prefixed in upper case', `SHA256=${hex}`],
    ['has a blank before it', ` ${header}`],
    ['has a line break behind it', `${header}\n`],
    ['is not hex', `sha256=${'g'.repeat(64)}`],
    ['differs in one digit', `${header.slice(0, -1)}e`],
    ['was sent twice and joined by Node', `${header}, ${header}`],
    ['was sent twice and kept apart', [header, header]],
    ['was sent as no value at all', []],
  ])('%s', (_what, given) => {
    expect(verifySignature(body, given, [secret])).toBe(false);
  });

  test('could only be made with an empty secret, or there is no secret', () => {
    const forged = `sha256=${createHmac('sha256', '').update(body).digest('hex')}`;
    expect(verifySignature(body, forged, [''])).toBe(false);
    expect(verifySignature(body, header, [])).toBe(false);
  });
});

test('a header that Node kept as a list of one is accepted', () => {
  expect(verifySignature(body, [header], [secret])).toBe(true);
});

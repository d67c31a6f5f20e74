import { describe, expect, test } from 'vitest';
import { classifyAnswer, type SendOutcome } from '../../src/whatsapp/classify-answer.ts';

type Refused = Extract<SendOutcome, { class: 'REFUSED' }>;

function refused(error: object, status = 400): Refused {
  const seen = { headersSent: true, status, body: JSON.stringify({ error }) };
  const outcome = classifyAnswer(seen, '106540352242922');
  if (outcome.class !== 'REFUSED') throw new Error(`Expected REFUSED, got ${outcome.class}.`);
  return outcome;
}

describe('error 100 with subcode 33 is about the sender and not about the message, as code 33 is:', () => {
  const message =
    "Unsupported post request. Object with ID '106540352242922' does not exist, cannot be loaded due to missing permissions";

  test.each([33, '33'])('a subcode that came as %j', (subcode) => {
    expect(refused({ message, code: 100, error_subcode: subcode }).failure).toMatchObject({
      code: '33',
      action: 'PAUSE_SENDER',
      fault: 'ACCOUNT',
    });
  });

  test.each([undefined, 0, 2494010, '__proto__', 'toString', '330'])(
    'but another subcode (%j) leaves the message at fault',
    (subcode) => {
      expect(refused({ message, code: 100, error_subcode: subcode }).failure).toMatchObject({
        code: '100',
        action: 'NEVER',
      });
    },
  );

  test('and without a subcode the type says it, in the sentence that names our own number', () => {
    const gone = refused({ message, type: 'GraphMethodException', code: 100, fbtrace_id: 'A' });
    expect(gone.failure).toMatchObject({ code: '33', action: 'PAUSE_SENDER' });
    expect(gone.error.details).toBe(message);
    const withSubcode = refused({ message, type: 'GraphMethodException', code: 100, error_subcode: 1234567 });
    expect(withSubcode.failure.code).toBe('33');
    expect(refused({ message: 'x', type: 'GraphMethodException', code: 131009 }).failure.code).toBe('131009');
    expect(refused({ message, type: 'OAuthException', code: 100 }).failure.code).toBe('100');
  });

  test('and a subcode 33 of another code means nothing here', () => {
    expect(refused({ message: 'x', code: 131009, error_subcode: 33 }).failure.code).toBe('131009');
  });
});

describe('a refusal without error_data keeps the sentence that WhatsApp gave:', () => {
  test.each([
    [
      'in message',
      { code: 100, message: '(#100) The parameter text[body] is required.' },
      'The parameter text[body] is required.',
    ],
    [
      'with a code that nobody knows',
      { code: 131999, message: '(#131999) Brand new reason' },
      'Brand new reason',
    ],
    [
      'for users',
      {
        code: 100,
        message: 'Invalid parameter',
        error_user_title: 'Wrong file',
        error_user_msg: 'The file is empty.',
      },
      'Wrong file: The file is empty.',
    ],
    ['in a title for users only', { code: 100, message: 'x', error_user_title: 'Wrong file' }, 'Wrong file'],
    [
      'in error_data, which is nearer to the case',
      { code: 100, message: 'x', error_user_msg: 'y', error_data: { details: 'z' } },
      'z',
    ],
    ['in error_data as a text', { code: 100, message: 'x', error_data: 'z' }, 'z'],
    [
      'in error_data as JSON',
      {
        code: 100,
        message: 'x',
        error_data: JSON.stringify({ messaging_product: 'whatsapp', details: 'z' }),
      },
      'z',
    ],
    ['in error_data as a text in braces', { code: 100, message: 'x', error_data: '{z}' }, '{z}'],
    ['beside error_data', { code: 100, message: 'x', details: 'z' }, 'z'],
    [
      'in message, when the details are blank',
      { code: 100, message: 'x', error_data: { details: ' \u00a0' } },
      'x',
    ],
    ['in message, when error_data is blank', { code: 100, message: 'x', error_data: ' ' }, 'x'],
    ['in message, when what is for users is blank', { code: 100, message: 'x', error_user_msg: ' ' }, 'x'],
    [
      'unless it only repeats the title of the code',
      { code: 100, message: '(#100) Invalid parameter' },
      undefined,
    ],
    ['unless there is none', { code: 100 }, undefined],
  ])('%s', (_where, error, details) => {
    expect(refused(error).error.details).toBe(details);
  });

  test('cleaned of numbers, user ids, addresses, message ids and tokens of people', () => {
    const message =
      'No +1 650 555-0101, 16505550101, (650) 555-0102, US.13491208655302741918, ana@example.com, ' +
      `wamid.HBgLMTY1MDU1NTAxMDEVAgA and ${'EAAG'.repeat(12)} here, but 131009 and text[body]`;
    expect(refused({ code: 100, message }).error.details).toBe(
      'No [redacted], [redacted], [redacted], [redacted], [redacted], [redacted] and [redacted] here, but 131009 and text[body]',
    );
  });
});

describe('a sentence names nobody, whatever stands around or between the digits:', () => {
  test.each([
    ['+1\u00a0650\u00a0555\u00a00101', '[redacted]'],
    ['1/650/555/0101', '[redacted]'],
    ['+49–171–5550101', '[redacted]'],
    ['+1 (650) - 555 - 0101', '[redacted]'],
    ['+1\u200e650\u200b5550101', '[redacted]'],
    ['_16505550101', '_[redacted]'],
    ['to=16505550101abc', 'to=[redacted]abc'],
    ['%2B16505550101', '%2B[redacted]'],
    ['٠٠١٦٥٠٥٥٥٠١٠١', '[redacted]'],
    ['us.13491208655302741918', '[redacted]'],
    ['Us.Ent.abc1defg', '[redacted]'],
    ['1349120865530274191813491', '[redacted]'],
  ])('%j', (text, cleaned) => {
    expect(refused({ code: 100, message: `Not ${text} here` }).error.details).toBe(`Not ${cleaned} here`);
  });
});

test.each([
  'A file of 16777216 bytes is too large: 5242880 KB is 5120 MB.',
  'Paused until 2026-11-30 12:00:00, since 2026-11-29T12:00:00Z.',
  'Paused until 11/30/2026 or 30.11.2026.',
  "Object with ID '106540352242922' does not exist",
  'See v24.0, code 131009, subcode 2494010 and text[body].',
])('and a sentence that names nobody stays as it is: %s', (message) => {
  expect(refused({ code: 100, message }).error.details).toBe(message);
});

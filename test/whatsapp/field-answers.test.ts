import { describe, expect, test } from 'vitest';
import { classifyAnswer, type SendOutcome } from '../../src/whatsapp/classify-answer.ts';

type Refused = Extract<SendOutcome, { class: 'REFUSED' }>;

function refused(error: object, status = 400): Refused {
  const outcome = classifyAnswer({ headersSent: true, status, body: JSON.stringify({ error }) });
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

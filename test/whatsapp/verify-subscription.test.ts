import { describe, expect, test } from 'vitest';
import { verifySubscription } from '../../src/whatsapp/verify-subscription.ts';

const token = 'our-verify-token';
const right = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' };

test("Meta's handshake is answered with its challenge", () => {
  expect(verifySubscription(new URLSearchParams(right), token)).toBe('1158201444');
  expect(verifySubscription(new URLSearchParams({ ...right, 'hub.challenge': '9'.repeat(256) }), token)).toBe(
    '9'.repeat(256),
  );
});

describe('the handshake is refused with', () => {
  test.each([
    ['nothing', {}],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['a mode in upper case', { ...right, 'hub.mode': 'SUBSCRIBE' }],
    ['a wrong token', { ...right, 'hub.verify_token': 'our-verify-toke' }],
    ['an empty token', { ...right, 'hub.verify_token': '' }],
    ['an empty challenge', { ...right, 'hub.challenge': '' }],
    ['a challenge of 257 digits', { ...right, 'hub.challenge': '9'.repeat(257) }],
    ['markup as challenge', { ...right, 'hub.challenge': '<script>1</script>' }],
    ['a line break in the challenge', { ...right, 'hub.challenge': '1\n' }],
    ['a challenge in other digits', { ...right, 'hub.challenge': '１２' }],
  ])('%s', (_what, query) => {
    expect(verifySubscription(new URLSearchParams(query), token)).toBeUndefined();
  });

  test.each(Object.entries(right))('%s given twice', (name, value) => {
    const query = new URLSearchParams(right);
    query.append(name, value);
    expect(verifySubscription(query, token)).toBeUndefined();
  });

  test.each(Object.keys(right))('%s missing', (name) => {
    const query = new URLSearchParams(right);
    query.delete(name);
    expect(verifySubscription(query, token)).toBeUndefined();
  });

  test('no token configured, whatever is asked', () => {
    expect(verifySubscription(new URLSearchParams({ ...right, 'hub.verify_token': '' }), '')).toBeUndefined();
  });
});

import { createHash, timingSafeEqual } from 'node:crypto';

const maxChallengeDigits = 256; // Meta sends about ten; FM §5.5

/**
 * Meta's handshake when a webhook address is registered: the challenge to answer with as text/plain, or
 * undefined for a 403. The challenge is echoed, so that only digits may pass.
 */
export function verifySubscription(query: URLSearchParams, verifyToken: string): string | undefined {
  const token = onlyValue(query, 'hub.verify_token');
  const challenge = onlyValue(query, 'hub.challenge');
  if (onlyValue(query, 'hub.mode') !== 'subscribe' || token === undefined || challenge === undefined) {
    return undefined;
  }
  if (verifyToken === '' || !sameText(token, verifyToken)) return undefined;
  return /^[0-9]+$/.test(challenge) && challenge.length <= maxChallengeDigits ? challenge : undefined;
}

function onlyValue(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name);
  return more.length === 0 ? value : undefined;
}

/** Hashed first: the comparison wants equal lengths, and must not tell the length either. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

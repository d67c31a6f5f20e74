import { readableText } from './json-value.ts';

/**
 * A sentence of WhatsApp's that callers may read and logs may hold: without tokens, which Graph quotes whole when they are
 * malformed, and without what names a person.
 */
export function publicSentence(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  return readableText(
    personal.reduce((text, form) => text.replace(form, '[redacted]'), value.slice(0, maxRead)),
    max,
  );
}

/** Beyond this nobody reads a sentence; characters. */
const maxRead = 16_384;

const personal = [
  /\bwamid\.[A-Za-z0-9+/=_-]+/g,
  /[A-Za-z0-9_-]{32,}/g, // access tokens
  /[^\s@,;:<>"'()]{1,64}@[^\s@,;:<>"'()]{1,255}/g,
  /\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{6,128}/g,
  // Phone numbers; codes of WhatsApp have six digits, its subcodes seven without signs between.
  /\+[0-9](?:[ ().-]{0,2}[0-9]){5,14}/g,
  /\(?\b[0-9](?:[ ().-]{0,2}[0-9]){7,14}\b/g,
];

import { readableText } from './json-value.ts';

/**
 * A sentence of WhatsApp's that callers may read and logs may hold: without tokens, which Graph quotes whole when they are
 * malformed, and without what names a person. `ownId` is ours and stays: the sentence is of no use without it.
 */
export function publicSentence(value: unknown, max: number, ownId?: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Every second part is one that stays.
  const parts = value.slice(0, maxRead).split(harmless);
  const cleaned = parts.map((part, index) => (index % 2 === 1 ? part : clean(part, ownId)));
  return readableText(cleaned.join('').trim(), max);
}

/** Beyond this nobody reads a sentence; characters. */
const maxRead = 16_384;

function clean(text: string, ownId: string | undefined): string {
  const parts = ownId === undefined || ownId === '' ? [text] : text.split(ownId);
  return parts.map(redact).join(ownId);
}

function redact(text: string): string {
  return personal.reduce((before, form) => before.replace(form, '[redacted]'), text);
}

/** Days of the calendar and sizes of files: as long as a phone number, and nobody's. */
const harmless = new RegExp(
  `((?<![\\d+./-])(?:${[
    '20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?![\\d-])',
    '[0-3]?\\d/[0-3]?\\d/20\\d\\d(?!\\d)',
    '[0-3]?\\d\\.[0-3]?\\d\\.20\\d\\d(?!\\d)',
    '\\d{1,15} ?(?:bytes?|[KMG]i?B)\\b',
  ].join('|')}))`,
  'g',
);

/** What people put between digits: blanks of every kind, dashes, marks that cannot be seen. */
const between = '[\\s\\p{Pd}\\p{Cf}().\\/\\u2212]{0,4}';

const personal = [
  /\bwamid\.[A-Za-z0-9+/=_-]+/g,
  /[A-Za-z0-9_-]{32,}/g, // access tokens
  /[^\s@,;:<>"'()]{1,64}@[^\s@,;:<>"'()]{1,255}/g,
  // User ids, also of those who write them small: then a digit tells them from two words with a dot.
  /\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{6,128}/g,
  /\b[a-z]{2}\.(?:ent\.)?(?=[a-z]*[0-9])[a-z0-9]{6,128}/gi,
  // Phone numbers, whatever stands around them; codes of WhatsApp have six digits, its subcodes seven without signs between.
  new RegExp(`\\+[\\s(]{0,2}\\p{Nd}(?:${between}\\p{Nd}){5,}`, 'gu'),
  new RegExp(`\\(?(?<!\\p{Nd})\\p{Nd}(?:${between}\\p{Nd}){7,}`, 'gu'),
];

import { checkText } from './check-parameter.ts';
import { matching, required, shape } from './check-shape.ts';
import { refuse, type Refusal } from './refusal.ts';

/** A message that WhatsApp knows, by WhatsApp's own id. */
export const checkWamid = required(matching(/^wamid\../, 'a message id that begins with wamid.'));

export const checkReactionContent = shape({ message_id: checkWamid, emoji: checkEmoji });

function checkEmoji(param: string, value: unknown): Refusal | undefined {
  if (value === undefined || value === null) return refuse(131008, `Required parameter ${param} is missing.`);
  if (typeof value !== 'string') return checkText(param, value);
  // An empty text takes the reaction back.
  return value === '' || isOneEmoji(value)
    ? undefined
    : refuse(131009, `Param ${param} must be one emoji, or empty.`);
}

function isOneEmoji(text: string): boolean {
  if (text.length > longestEmoji || !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text))
    return false;
  return [...graphemes.segment(text)].length === 1;
}

const longestEmoji = 64; // UTF-16 units; a family of four with skin tones takes 19, a subdivision flag 14
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

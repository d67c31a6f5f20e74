import { z } from 'zod';
import { messageReference } from './message-reference.ts';

export const maxEmoji = 32; // UTF-16 code units; the longest that Unicode 17 recommends has 15

/** An emoji, or nothing at all, which takes an earlier reaction away (REF §2.9). */
const emoji = z.string().superRefine((given, ctx) => {
  if (given === '' || (given.length <= maxEmoji && oneEmoji.test(given))) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_EMOJI' },
    message:
      `Expected one emoji, or "" to take the reaction away, but got ${given.length} code units of something else. ` +
      'Give a single emoji without text.',
  });
});

/** The grammar of UTS #51 §1.4.9, without lone digits: an emoji newer than this runtime passes too. */
const element =
  '(?:\\p{RI}{2}|(?:\\p{Extended_Pictographic}|\\p{Emoji_Modifier})' +
  '(?:\\p{Emoji_Modifier}|\\uFE0F\\u20E3?|[\\u{E0020}-\\u{E007E}]+\\u{E007F})?)';
const oneEmoji = new RegExp(`^(?:[0-9#*]\\uFE0F?\\u20E3|${element}(?:\\u200D${element})*)$`, 'u');

export const reaction = z.object({ to: messageReference, emoji });

export type ReactionContent = z.infer<typeof reaction>;

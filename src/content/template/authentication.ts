import { z } from 'zod';
import { parameterText } from './parameter-text.ts';

export const maxAuthenticationCode = 15; // UTF-16 code units; REF §2.11, §9 row 7

/** WhatsApp wants the code twice, in the body and in the button; from one field they cannot differ. */
export const authentication = z.object({
  code: parameterText('The code', maxAuthenticationCode).superRefine((given, ctx) => {
    if (!/\p{RGI_Emoji}|\p{Emoji_Presentation}|\uFE0F/v.test(given)) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EMOJI_NOT_ALLOWED' },
      message: 'Expected a code without emoji, but got one: WhatsApp takes none here. Remove it.',
    });
  }),
});

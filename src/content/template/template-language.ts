import { z } from 'zod';

/** WhatsApp sends a template in exactly this language or not at all (REF §2.11). */
export const templateLanguage = z.string().superRefine((given, ctx) => {
  if (/^[a-z]{2,3}(?:_[A-Z0-9]{2,3})?$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_LANGUAGE' },
    message:
      'Expected a language code of WhatsApp like "en" or "pt_BR", with "_" and not "-", ' +
      `but got ${given.length} characters of another form. Give the code that the template was approved under.`,
  });
});

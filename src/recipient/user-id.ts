import { z } from 'zod';

/**
 * WhatsApp's business-scoped user id: a country, a dot, and up to 128 letters and digits; ids shared by
 * linked portfolios have `ENT.` between (REF §2.15). It is used whole, prefix included.
 */
export const userId = z.string().superRefine((given, ctx) => {
  if (isUserId(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_USER_ID' },
    message:
      'Expected a business-scoped user id like "US.13491208655302741918" ' +
      `(country, dot, 1 to 128 letters or digits), but got ${given.length} characters of another form. ` +
      'Give it exactly as WhatsApp reported it, prefix included.',
  });
});

export function isUserId(given: string): boolean {
  return userIdForm.test(given);
}

const userIdForm = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

import { z } from 'zod';

/** The payment forms know Indian addresses only (REF §1.3). */
export const postalCode = z.string().superRefine((given, ctx) => {
  if (/^[1-9][0-9]{5}$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_PIN_CODE' },
    message: `Expected an Indian PIN code of 6 digits, the first not 0, but got ${given.length} characters of another form. Check it.`,
  });
});

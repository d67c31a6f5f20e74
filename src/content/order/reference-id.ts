import { z } from 'zod';

export const maxReferenceId = 60; // characters; REF §2.10.2 for Brazil
export const maxIndianReferenceId = 35; // characters; REF §2.10.2 for India

/** The caller's own name of an order. It goes through UPI and Pix too, which is why so few signs are allowed. */
export const referenceId = z.string().superRefine((given, ctx) => {
  if (/^[A-Za-z0-9_.-]+$/.test(given) && given.length <= maxReferenceId) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_REFERENCE_ID' },
    message:
      `Expected 1 to ${maxReferenceId} letters, digits, "_", "." or "-", ` +
      `but got ${given.length} characters or others among them. Choose another reference.`,
  });
});

import { z } from 'zod';

export interface NumberRule {
  /** How the sentence names it: "The quantity". */
  what: string;
  min: number;
  max: number;
  /** The stable code of a number outside; each kind of number has its own. */
  code: string;
}

export function wholeNumber({ what, min, max, code }: NumberRule) {
  return z.number().superRefine((given, ctx) => {
    if (Number.isInteger(given) && given >= min && given <= max) return;
    ctx.addIssue({
      code: 'custom',
      params: { code },
      message: `${what} may be a whole number from ${min} to ${max}, but got ${given}. Give one within.`,
    });
  });
}

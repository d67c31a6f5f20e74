import { z } from 'zod';

/** Beyond it a number is no longer exact; digits. */
const mostDigits = 15;

/** A whole number, in decimal digits: Number() would take a blank for 0 and "0x10" for 16. */
export function wholeNumber(
  range: { min: number; max: number },
  sentences: { form: string; min: string; max: string },
) {
  return z
    .string()
    .trim()
    .regex(new RegExp(`^\\d{1,${mostDigits}}$`), sentences.form)
    .transform(Number)
    .pipe(z.number().min(range.min, sentences.min).max(range.max, sentences.max));
}

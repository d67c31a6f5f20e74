import { z } from 'zod';
import { oneOf } from '../one-of.ts';
import { wholeNumber } from '../whole-number.ts';
import { parameterText } from './parameter-text.ts';

export const maxParameterText = 1024; // UTF-16 code units; REF §1.3
export const maxParameterName = 64; // characters; REF §2.11 knows only an unverified 20, which real names exceed
export const maxAmount1000 = Number.MAX_SAFE_INTEGER; // thousandths of the currency; WhatsApp states no limit

const currencyCode = z.string().superRefine((given, ctx) => {
  if (/^[A-Z]{3}$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_CURRENCY' },
    message: `Expected a currency code like "USD", 3 capital letters, but got ${given.length} characters of another form. Give the code of ISO 4217.`,
  });
});

const fallbackValue = parameterText('The fallback value', maxParameterText);

const currency = z.object({
  fallbackValue,
  code: currencyCode,
  amount1000: wholeNumber({
    what: 'The amount in thousandths',
    min: -maxAmount1000,
    max: maxAmount1000,
    code: 'AMOUNT_OUT_OF_RANGE',
  }),
});

const text = parameterText('The text of the parameter', maxParameterText);

export const positionalParameter = oneOf({ text, currency, dateTime: z.object({ fallbackValue }) });

export const parameterName = z.string().superRefine((given, ctx) => {
  if (/^[a-z0-9_]+$/.test(given) && given.length <= maxParameterName) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_PARAMETER_NAME' },
    message:
      `Expected 1 to ${maxParameterName} small letters, digits or "_", ` +
      `but got ${given.length} characters or others among them. Give the name as in the template, without braces.`,
  });
});

/** WhatsApp names texts only. */
export const namedParameter = z.object({ name: parameterName, text });

export type PositionalParameter = z.infer<typeof positionalParameter>;

import { z } from 'zod';
import { oneOf } from '../one-of.ts';
import { wellFormedId, wellFormedKey, wellFormedText } from '../text-rules.ts';
import { webLink } from '../web-link.ts';
import { paymentGateway } from './payment-gateway.ts';

export const currencies = ['INR', 'BRL'] as const;
export const pixKeyTypes = ['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP'] as const;

export type Currency = (typeof currencies)[number];

export const maxUpiLink = 2048; // characters; Meta states no limit: as for any other link
export const maxPixCode = 1024; // UTF-16 code units; a QR code of the central bank has up to 512: room to grow
export const maxPixMerchantName = 200; // UTF-16 code units; Meta states no limit: ours
export const maxPixKey = 77; // UTF-16 code units; the longest that the central bank takes, an e-mail address
export const maxCredentialId = 255; // UTF-16 code units; Meta states no limit: ours
const minDigitableLine = 44; // digits: the bar code itself
const maxDigitableLine = 48; // digits: the line of a utility bill

const upiIntentLink = z.string().superRefine((given, ctx) => {
  if (/^upi:\/\/pay\?[!-~]+$/.test(given) && given.length <= maxUpiLink) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_UPI_LINK' },
    message:
      `Expected a UPI link like "upi://pay?pa=…" of at most ${maxUpiLink} ASCII characters, ` +
      `but got ${given.length} characters of another form. Give it as the payment provider made it.`,
  });
});

const pixDynamicCode = z.object({
  code: wellFormedKey({ what: 'The Pix code', min: 1, max: maxPixCode }),
  merchantName: wellFormedText({ what: 'The name of the merchant', min: 1, max: maxPixMerchantName }),
  key: wellFormedKey({ what: 'The Pix key', min: 1, max: maxPixKey }),
  keyType: z.enum(pixKeyTypes),
});

/** As banks print it, in groups: only the digits count. */
const digitableLine = z.string().superRefine((given, ctx) => {
  const digits = given.replaceAll(/[ .-]/g, '');
  if (/^[0-9]+$/.test(digits) && digits.length >= minDigitableLine && digits.length <= maxDigitableLine)
    return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_DIGITABLE_LINE' },
    message:
      `Expected ${minDigitableLine} to ${maxDigitableLine} digits with spaces, dots or dashes between, ` +
      `but got ${given.length} characters of another form. Give the whole line.`,
  });
});

const lastFourDigits = z.string().superRefine((given, ctx) => {
  if (/^[0-9]{4}$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_LAST_FOUR_DIGITS' },
    message: `Expected the last 4 digits of the card, but got ${given.length} characters of another form. Never give the whole number.`,
  });
});

/** One way to pay. */
export const paymentSetting = oneOf({
  paymentGateway,
  upiIntent: z.object({ link: upiIntentLink }),
  paymentLink: z.object({ url: webLink }),
  pixDynamicCode,
  boleto: z.object({ digitableLine }),
  offsiteCardPay: z.object({
    lastFourDigits,
    credentialId: wellFormedId({ what: 'The credential id', min: 1, max: maxCredentialId }),
  }),
});

export type PaymentSetting = z.infer<typeof paymentSetting>;

/** Where each way to pay exists (REF §2.10.2). Links are in use in both countries. */
export const currenciesOf: Readonly<Record<PaymentSetting['type'], readonly Currency[]>> = {
  paymentGateway: ['INR'],
  upiIntent: ['INR'],
  paymentLink: ['INR', 'BRL'],
  pixDynamicCode: ['BRL'],
  boleto: ['BRL'],
  offsiteCardPay: ['BRL'],
};

import { z } from 'zod';
import { given } from '../given.ts';
import { listOf } from '../list-of.ts';
import { oneOf } from '../one-of.ts';
import { reportRepeats } from '../report-repeats.ts';
import { wellFormedText } from '../text-rules.ts';

export const maxConfigurationName = 60; // UTF-16 code units; REF §1.3
// What follows, in UTF-16 code units and counts: Meta's page "payments-in/pg", May 2026.
export const maxReceipt = 40;
export const maxNotes = 15;
export const maxNoteKey = 256; // not stated: as for the value
export const maxNoteValue = 256;
export const maxUserFields = 4;
export const maxUserField = 255;
export const maxAdditionalInfos = 7;
export const maxAdditionalInfo = 120;
export const maxExtras = 2;
export const maxExtra = 180;

const note = z.object({
  key: wellFormedText({ what: 'The key of a note', min: 1, max: maxNoteKey }),
  value: wellFormedText({ what: 'The value of a note', min: 1, max: maxNoteValue }),
});

const notes = listOf(note, { what: 'The notes', min: 1, max: maxNotes }).superRefine((all, ctx) => {
  reportRepeats(
    ctx,
    'the key of a note',
    all.map(({ key }, index) => ({ value: key, path: [index, 'key'] })),
  );
});

const razorpay = z
  .object({
    receipt: wellFormedText({ what: 'The receipt', min: 1, max: maxReceipt }).nullish(),
    notes: notes.nullish(),
  })
  .transform(given);

const payu = z.object({ userFields: texts('user field', maxUserFields, maxUserField) }).transform(given);

const billdesk = z
  .object({ additionalInfos: texts('additional info', maxAdditionalInfos, maxAdditionalInfo) })
  .transform(given);

const zaakpay = z.object({ extras: texts('extra', maxExtras, maxExtra) }).transform(given);

/** An account with a payment provider in India, and what its own reports shall say about the order. */
export const paymentGateway = z.object({
  configurationName: wellFormedText({
    what: 'The name of the payment configuration',
    min: 1,
    max: maxConfigurationName,
  }),
  provider: oneOf({ razorpay, payu, billdesk, zaakpay }),
});

export type PaymentGateway = z.infer<typeof paymentGateway>;

/** WhatsApp numbers such fields (udf1, udf2, …); here their place in the list is the number. */
function texts(what: string, maxCount: number, maxLength: number) {
  const text = wellFormedText({ what: `The ${what}`, min: 1, max: maxLength });
  return listOf(text, { what: `The ${what}s`, min: 1, max: maxCount }).nullish();
}

import { z } from 'zod';
import { given } from '../given.ts';
import { wellFormedText } from '../text-rules.ts';
import { wholeNumber } from '../whole-number.ts';

/** In hundredths of the currency: paise or centavos. WhatsApp's "offset" is always 100 (REF §2.10.2). */
export const maxAmount = 2_147_483_647; // hundredths, GraphQL's Int; WhatsApp states no limit
export const maxChargeDescription = 60; // UTF-16 code units; REF §1.3
export const maxProgramName = 60; // UTF-16 code units; REF §2.10.2

export const amount = wholeNumber({
  what: 'The amount in hundredths',
  min: 0,
  max: maxAmount,
  code: 'AMOUNT_OUT_OF_RANGE',
});

const chargeFields = {
  amount,
  description: wellFormedText({ what: 'The description', min: 1, max: maxChargeDescription }).nullish(),
};

/** Tax or shipping. */
export const charge = z.object(chargeFields).transform(given);

export const discount = z
  .object({
    ...chargeFields,
    programName: wellFormedText({
      what: 'The name of the discount program',
      min: 1,
      max: maxProgramName,
    }).nullish(),
  })
  .transform(given);

export type Charge = z.infer<typeof charge>;
export type Discount = z.infer<typeof discount>;

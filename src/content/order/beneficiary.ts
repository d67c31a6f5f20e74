import { z } from 'zod';
import { given } from '../given.ts';
import { wellFormedText } from '../text-rules.ts';
import { postalCode } from './postal-code.ts';

export const maxBeneficiaryName = 200; // UTF-16 code units; REF §1.3
export const maxBeneficiaryLine = 100; // UTF-16 code units; REF §1.3
export const maxBeneficiaries = 10; // people; Meta states no limit: ours

/** Who receives physical goods, in India: the only country, so it is not asked for. */
export const beneficiary = z
  .object({
    name: wellFormedText({ what: 'The name', min: 1, max: maxBeneficiaryName }),
    addressLine1: line('The first line'),
    addressLine2: line('The second line').nullish(),
    city: line('The city'),
    state: line('The state'),
    postalCode,
  })
  .transform(given);

export type Beneficiary = z.infer<typeof beneficiary>;

function line(what: string) {
  return wellFormedText({ what, min: 1, max: maxBeneficiaryLine });
}

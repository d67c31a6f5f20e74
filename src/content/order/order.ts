import { z } from 'zod';
import { catalogId } from '../catalog-id.ts';
import { futureMoment } from '../future-moment.ts';
import { given } from '../given.ts';
import { listOf } from '../list-of.ts';
import { wellFormedText } from '../text-rules.ts';
import { beneficiary, maxBeneficiaries } from './beneficiary.ts';
import { amount, charge, discount } from './money.ts';
import { orderItem } from './order-item.ts';
import { currencies, paymentSetting } from './payment-setting.ts';
import { referenceId } from './reference-id.ts';
import { reportCountryRules } from './report-country-rules.ts';
import { reportImageRules } from './report-image-rules.ts';
import { reportWrongSums } from './report-wrong-sums.ts';

export const goodsTypes = ['DIGITAL', 'PHYSICAL'] as const;

export const maxItems = 1000; // items; Meta states no limit: ours
export const maxPaymentSettings = 6; // ways to pay; as many kinds as there are
export const maxExpirationDescription = 120; // UTF-16 code units; REF §2.10.2
const leastAheadMs = 300_000; // milliseconds; REF §1.3

const expiration = z
  .object({
    at: futureMoment({ what: 'the order', leastAheadMs }),
    description: wellFormedText({
      what: 'The description of the expiration',
      min: 1,
      max: maxExpirationDescription,
    }).nullish(),
  })
  .transform(given);

/** What is to be paid, and how: for a message of its own and for the button of a template alike (REF §2.10.2). */
export const order = z
  .object({
    referenceId,
    goodsType: z.enum(goodsTypes),
    currency: z.enum(currencies),
    paymentSettings: listOf(paymentSetting, { what: 'The ways to pay', min: 1, max: maxPaymentSettings }),
    catalogId: catalogId.nullish(),
    items: listOf(orderItem, { what: 'The items', min: 1, max: maxItems }),
    subtotal: amount,
    tax: charge,
    shipping: charge.nullish(),
    discount: discount.nullish(),
    total: amount,
    expiration: expiration.nullish(),
    beneficiaries: listOf(beneficiary, {
      what: 'The beneficiaries',
      min: 1,
      max: maxBeneficiaries,
    }).nullish(),
  })
  .superRefine((order, ctx) => {
    reportCountryRules(ctx, order);
    reportImageRules(ctx, order);
    reportWrongSums(ctx, order);
  })
  .transform(given);

export type Order = z.infer<typeof order>;

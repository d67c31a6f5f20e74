import type { z } from 'zod';
import { branchOf } from '../branch-of.ts';
import { currenciesOf, type Currency, type PaymentSetting } from './payment-setting.ts';
import { maxIndianReferenceId } from './reference-id.ts';

const importerFields = ['countryOfOrigin', 'importerName', 'importerAddress'] as const;

interface Offer {
  referenceId: string;
  currency: Currency;
  paymentSettings: readonly PaymentSetting[];
  catalogId?: string | null | undefined;
  items: readonly { [Field in (typeof importerFields)[number]]?: unknown }[];
  beneficiaries?: readonly unknown[] | null | undefined;
}

/** The currency names the country: INR is India, BRL is Brazil, and each has rules of its own. */
export function reportCountryRules(ctx: z.RefinementCtx, offer: Offer): void {
  for (const [index, setting] of offer.paymentSettings.entries()) {
    const kind = branchOf(setting);
    if (kind === undefined || currenciesOf[kind].includes(offer.currency)) continue;
    ctx.addIssue({
      code: 'custom',
      path: ['paymentSettings', index],
      params: { code: 'PAYMENT_NOT_IN_COUNTRY' },
      message: `Expected a way to pay in ${offer.currency}, but ${kind} exists only for ${currenciesOf[kind].join(', ')}. Choose another.`,
    });
  }
  if (offer.currency === 'INR') reportIndianRules(ctx, offer);
  if (offer.currency === 'BRL' && offer.beneficiaries != null) {
    ctx.addIssue({
      code: 'custom',
      path: ['beneficiaries'],
      params: { code: 'BENEFICIARIES_NOT_ALLOWED' },
      message:
        'Expected no beneficiaries for an order in BRL, but got some. Leave them out: they are for India.',
    });
  }
}

function reportIndianRules(ctx: z.RefinementCtx, { referenceId, catalogId, items }: Offer): void {
  if (referenceId.length > maxIndianReferenceId) {
    ctx.addIssue({
      code: 'custom',
      path: ['referenceId'],
      params: { code: 'INVALID_REFERENCE_ID' },
      message: `Expected at most ${maxIndianReferenceId} characters for an order in INR, but got ${referenceId.length}. Shorten the reference.`,
    });
  }
  if (catalogId != null) return;
  for (const [index, item] of items.entries()) {
    for (const field of importerFields.filter((name) => item[name] == null)) {
      ctx.addIssue({
        code: 'custom',
        path: ['items', index, field],
        params: { code: 'IMPORTER_FIELD_REQUIRED' },
        message: `Expected ${field} for an item in INR outside a catalogue, but got none. Add it, or give the catalogId of the order.`,
      });
    }
  }
}

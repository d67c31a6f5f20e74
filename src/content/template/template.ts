import { z } from 'zod';
import { futureMoment } from '../future-moment.ts';
import { given } from '../given.ts';
import { orderUpdateFields } from '../order/order-update.ts';
import { authentication } from './authentication.ts';
import { reportMixedParameters } from './report-mixed-parameters.ts';
import { reportStrayAuthentication } from './report-stray-authentication.ts';
import { templateButtons } from './template-button.ts';
import { templateCarousel } from './template-carousel.ts';
import { templateHeader } from './template-header.ts';
import { templateLanguage } from './template-language.ts';
import { templateName } from './template-name.ts';
import { templateBody } from './template-body.ts';

export const templateCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;

const leastAheadMs = 1; // milliseconds; REF §2.11 asks only that it lies in the future

/** A message that WhatsApp approved before, with what stands for its variables. */
export const template = z
  .object({
    name: templateName,
    language: templateLanguage,
    category: z.enum(templateCategories).nullish(),
    header: templateHeader.nullish(),
    body: templateBody.nullish(),
    buttons: templateButtons.nullish(),
    carousel: templateCarousel.nullish(),
    limitedTimeOffer: z.object({ expiresAt: futureMoment({ what: 'the offer', leastAheadMs }) }).nullish(),
    orderStatus: z.object(orderUpdateFields).transform(given).nullish(),
    authentication: authentication.nullish(),
  })
  .superRefine((template, ctx) => {
    reportMixedParameters(ctx, template);
    reportStrayAuthentication(ctx, template);
  })
  .transform(given);

export type TemplateContent = z.infer<typeof template>;

/** One-time codes are not delivered to business-scoped user ids: WhatsApp refuses them with 131062 (REF §2.15). */
export function needsPhoneRecipient({ category, authentication }: TemplateContent): boolean {
  return authentication !== undefined || category === 'AUTHENTICATION';
}

import { z } from 'zod';
import { given } from '../given.ts';
import { maxFlowToken } from '../interactive/flow.ts';
import { maxCallPayload, maxTtlMinutes, minTtlMinutes } from '../interactive/voice-call.ts';
import { jsonObject } from '../json-object.ts';
import { listOf } from '../list-of.ts';
import { oneOf } from '../one-of.ts';
import { order } from '../order/order.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { productSections } from '../product-sections.ts';
import { wellFormedId, wellFormedText } from '../text-rules.ts';
import { wholeNumber } from '../whole-number.ts';
import { buttonIndex } from './button-index.ts';
import { parameterText } from './parameter-text.ts';
import { reportCrowdedButtons } from './report-crowded-buttons.ts';

export const maxButtons = 10; // buttons; REF §2.11
export const maxQuickReplyPayload = 128; // UTF-16 code units; REF §2.11
export const maxUrlSuffix = 2000; // UTF-16 code units; REF §2.11 gives it for the whole address
export const maxCouponCode = 20; // UTF-16 code units; REF §9 row 7
export const maxGroupId = 128; // UTF-16 code units; Meta states no limit: ours

const quickReply = z.object({
  index: buttonIndex,
  payload: wellFormedText({ what: 'The payload', min: 1, max: maxQuickReplyPayload }),
});

const url = z.object({ index: buttonIndex, suffix: parameterText('The suffix', maxUrlSuffix) });

const copyCode = z.object({ index: buttonIndex, code: parameterText('The code', maxCouponCode) });

const flow = z
  .object({
    index: buttonIndex,
    token: wellFormedId({ what: 'The flow token', min: 1, max: maxFlowToken }).nullish(),
    data: jsonObject.nullish(),
  })
  .transform(given);

const catalog = z
  .object({ index: buttonIndex, thumbnailProductRetailerId: productRetailerId.nullish() })
  .transform(given);

const multiProduct = z.object({
  index: buttonIndex,
  thumbnailProductRetailerId: productRetailerId,
  sections: productSections,
});

const voiceCall = z
  .object({
    index: buttonIndex.nullish(), // Meta's own sample has none
    ttlMinutes: wholeNumber({
      what: 'The time to call back, in minutes',
      min: minTtlMinutes,
      max: maxTtlMinutes,
      code: 'TTL_OUT_OF_RANGE',
    }).nullish(),
    payload: wellFormedText({ what: 'The payload', min: 1, max: maxCallPayload }).nullish(),
  })
  .transform(given);

const groupInvite = z.object({
  index: buttonIndex,
  groupId: wellFormedId({ what: 'The group id', min: 1, max: maxGroupId }),
});

const cardButtonBranches = { quickReply, url };

const button = oneOf({
  ...cardButtonBranches,
  copyCode,
  flow,
  catalog,
  multiProduct,
  orderDetails: z.object({ index: buttonIndex, order }),
  voiceCall,
  groupInvite,
});

const limits = { what: 'The buttons', min: 1, max: maxButtons };

/** Only buttons with something to fill in; the others stand in the template as they are. */
export const templateButtons = listOf(button, limits).superRefine((all, ctx) => {
  reportCrowdedButtons(ctx, all);
});

export const cardButtons = listOf(oneOf(cardButtonBranches), limits).superRefine((all, ctx) => {
  reportCrowdedButtons(ctx, all);
});

export type TemplateButton = z.infer<typeof button>;

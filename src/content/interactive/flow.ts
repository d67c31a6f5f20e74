import { z } from 'zod';
import { given } from '../given.ts';
import { jsonObject } from '../json-object.ts';
import { wellFormedId, wellFormedText } from '../text-rules.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';

export const maxFlowId = 64; // UTF-16 code units; Meta's ids have 15 to 20 digits today and no stated limit: ours
export const maxFlowName = 200; // UTF-16 code units; Meta states no limit: ours
export const maxFlowToken = 512; // UTF-16 code units; Meta states no limit: ours
export const maxScreen = 100; // UTF-16 code units; Meta states no limit: ours

export const maxFlowButton = 30; // UTF-16 code units; Meta's OpenAPI of v23 and pages of v24; older ones say 20, REF §10

export const flowModes = ['PUBLISHED', 'DRAFT'] as const;
export const flowActions = ['NAVIGATE', 'DATA_EXCHANGE'] as const;

const flowButtonText = wellFormedText({
  what: 'The text of the button',
  min: 1,
  max: maxFlowButton,
}).superRefine((given, ctx) => {
  if (!/\p{RGI_Emoji}|\p{Emoji_Presentation}|\uFE0F/v.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'EMOJI_NOT_ALLOWED' },
    message: 'Expected a button text without emoji, but got one: WhatsApp takes none here. Remove it.',
  });
});

/** Which screen opens, and what it is filled with. */
const flowPayload = z
  .object({
    screen: wellFormedId({ what: 'The screen', min: 1, max: maxScreen }),
    data: jsonObject.nullish(),
  })
  .transform(given);

export const flow = z
  .object({
    header: header.nullish(),
    body: interactiveBody,
    footer: footer.nullish(),
    flowId: wellFormedId({ what: 'The flow id', min: 1, max: maxFlowId }).nullish(),
    flowName: wellFormedId({ what: 'The flow name', min: 1, max: maxFlowName }).nullish(),
    flowToken: wellFormedId({ what: 'The flow token', min: 1, max: maxFlowToken }).nullish(),
    buttonText: flowButtonText,
    mode: z.enum(flowModes).nullish(),
    action: z.enum(flowActions).nullish(),
    payload: flowPayload.nullish(),
  })
  .superRefine(({ flowId, flowName, action, payload }, ctx) => {
    if ((flowId == null) === (flowName == null)) {
      ctx.addIssue({
        code: 'custom',
        params: { code: 'EXACTLY_ONE_FIELD' },
        message: 'Expected exactly one of flowId and flowName. Give one and leave out the other.',
      });
    }
    if (payload != null && action === 'DATA_EXCHANGE') {
      ctx.addIssue({
        code: 'custom',
        path: ['payload'],
        params: { code: 'PAYLOAD_NOT_ALLOWED' },
        message:
          'Expected no payload with the action DATA_EXCHANGE, but got one: there the endpoint of the flow chooses the screen. ' +
          'Leave it out, or use NAVIGATE.',
      });
    }
  })
  .transform(given);

export type FlowContent = z.infer<typeof flow>;

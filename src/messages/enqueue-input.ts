import { z } from 'zod';
import { content, type Content } from '../content/content.ts';
import { wellFormedKey } from '../content/text-rules.ts';
import { messageReference } from '../content/message-reference.ts';
import { needsPhoneRecipient } from '../content/template/template.ts';
import { wholeNumber } from '../content/whole-number.ts';
import { phoneNumber } from '../recipient/phone-number.ts';
import { anyRecipient } from '../recipient/recipient.ts';
import { moment } from '../content/moment.ts';
import { priority } from '../delivery/delivery.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { orderingInput } from './ordering-input.ts';
import type { DirectRequest } from './send-directly.ts';

/** UTF-16 code units; long enough for any id that systems hand on, short enough for an index. */
export const maxExternalId = 255;
export const maxIdempotencyKey = 255;

/** Below the minute after which proxies usually give up on an answer; seconds. */
const maxWaitSeconds = 55;
const defaultWaitSeconds = 25;

export const externalId = wellFormedKey({ what: 'externalId', min: 1, max: maxExternalId });

export const idempotencyKey = wellFormedKey({
  what: 'idempotencyKey',
  min: 1,
  max: maxIdempotencyKey,
  code: 'INVALID_IDEMPOTENCY_KEY',
});

/** What every message that is to be sent has. */
const messageFields = {
  from: phoneNumber,
  /** Whether a number that no country has may be written to is known by the tables only. */
  to: anyRecipient,
  message: content,
  externalId: externalId.nullish(),
  idempotencyKey: idempotencyKey.nullish(),
  context: messageReference.nullish(),
};

/** Judges every value of one message at once, and makes of it what the rooms below understand. */
export const enqueueInput = z
  .object({
    ...messageFields,
    filterUnsubscribed: z.boolean().nullish(),
    filterBlocked: z.boolean().nullish(),
    sendAt: moment().nullish(),
    expiresAt: moment().nullish(),
    priority: z.enum(['HIGH', 'NORMAL', 'LOW']).nullish(),
    onUnknown: z.enum(['HOLD', 'RESEND']).nullish(),
    ordering: orderingInput.nullish(),
  })
  .superRefine(reportFaults)
  .transform((given): EnqueueRequest => ({
    ...whatIsSent(given),
    filterUnsubscribed: given.filterUnsubscribed ?? false,
    filterBlocked: given.filterBlocked ?? false,
    sendAt: toDate(given.sendAt),
    expiresAt: toDate(given.expiresAt),
    priority: priority[given.priority ?? 'NORMAL'],
    onUnknown: given.onUnknown ?? 'HOLD',
    ordering: given.ordering ?? undefined,
  }));

/** The same for a message whose caller waits for the verdict. */
export const sendInput = z
  .object({
    ...messageFields,
    timeoutSeconds: wholeNumber({
      what: 'timeoutSeconds',
      min: 1,
      max: maxWaitSeconds,
      code: 'TIMEOUT_OUT_OF_RANGE',
    }).nullish(),
  })
  .superRefine(reportFaults)
  .transform((given): DirectRequest => ({
    ...whatIsSent(given),
    timeoutMs: (given.timeoutSeconds ?? defaultWaitSeconds) * 1_000,
  }));

type GivenMessage = z.infer<z.ZodObject<typeof messageFields>>;

function whatIsSent(given: GivenMessage) {
  return {
    from: given.from,
    to: given.to,
    content: given.message,
    context: given.context ?? undefined,
    externalId: given.externalId ?? undefined,
    idempotencyKey: given.idempotencyKey ?? undefined,
  };
}

function reportFaults(given: Parameters<typeof faultsBetween>[0], ctx: z.RefinementCtx): void {
  for (const { path, code, message } of faultsBetween(given)) {
    ctx.addIssue({ code: 'custom', path: [...path], params: { code }, message });
  }
}

function toDate(given: string | null | undefined): Date | undefined {
  return given === null || given === undefined ? undefined : new Date(given);
}

interface Fault {
  path: readonly string[];
  code: string;
  message: string;
}

/** What is right alone and wrong together. */
function faultsBetween(
  given: Pick<EnqueueRequest, 'from' | 'to'> & {
    message: Content;
    context?: unknown;
    sendAt?: unknown;
    ordering?: unknown;
  },
): Fault[] {
  const { from, to, message, context, sendAt, ordering } = given;
  const faults: Fault[] = [];
  if ('phone' in to && to.phone === from) {
    faults.push({
      path: ['to', 'phone'],
      code: 'RECIPIENT_IS_SENDER',
      message:
        'Expected another number than the sender’s own, but both are the same. WhatsApp would refuse it.',
    });
  }
  if (message.type === 'reaction' && context !== null && context !== undefined) {
    faults.push({
      path: ['context'],
      code: 'CONTEXT_NOT_ALLOWED',
      message:
        'Expected no context with a reaction, but got one: a reaction says itself what it is about. Leave it out.',
    });
  }
  if (message.type === 'template' && needsPhoneRecipient(message.template) && 'userId' in to) {
    faults.push({
      path: ['to', 'userId'],
      code: 'PHONE_REQUIRED',
      message:
        'Expected a phone number for an authentication template, but got a user id: WhatsApp would refuse it (131062). Give to.phone.',
    });
  }
  if (isGiven(sendAt) && isGiven(ordering)) {
    faults.push({
      path: ['ordering'],
      code: 'ORDERING_WITH_SEND_AT',
      message:
        'Expected either ordering or sendAt, but got both: a message of next week would hold up all behind it. Leave one out.',
    });
  }
  return faults;
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

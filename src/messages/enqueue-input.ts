import { z } from 'zod';
import { content } from '../content/content.ts';
import { wellFormedKey } from '../content/text-rules.ts';
import { phoneNumber } from '../recipient/phone-number.ts';
import { recipient } from '../recipient/recipient.ts';
import type { EnqueueRequest } from './enqueue-messages.ts';

/** UTF-16 code units; long enough for any id that systems hand on, short enough for an index. */
export const maxExternalId = 255;
export const maxIdempotencyKey = 255;

export const externalId = wellFormedKey({ what: 'externalId', min: 1, max: maxExternalId });

/** Judges every value of one message at once, and makes of it what the rooms below understand. */
export const enqueueInput = z
  .object({
    from: phoneNumber,
    to: recipient,
    message: content,
    externalId: externalId.nullish(),
    idempotencyKey: wellFormedKey({
      what: 'idempotencyKey',
      min: 1,
      max: maxIdempotencyKey,
      code: 'INVALID_IDEMPOTENCY_KEY',
    }).nullish(),
    filterUnsubscribed: z.boolean().nullish(),
    filterBlocked: z.boolean().nullish(),
  })
  .superRefine(({ from, to }, ctx) => {
    if (!('phone' in to) || to.phone !== from) return;
    ctx.addIssue({
      code: 'custom',
      path: ['to', 'phone'],
      params: { code: 'RECIPIENT_IS_SENDER' },
      message:
        'Expected another number than the sender’s own, but both are the same. WhatsApp would refuse it.',
    });
  })
  .transform((given): EnqueueRequest => ({
    from: given.from,
    to: given.to,
    content: given.message,
    externalId: given.externalId ?? undefined,
    idempotencyKey: given.idempotencyKey ?? undefined,
    filterUnsubscribed: given.filterUnsubscribed ?? false,
    filterBlocked: given.filterBlocked ?? false,
  }));

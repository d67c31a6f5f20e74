import { z } from 'zod';
import { wellFormedKey } from '../content/text-rules.ts';
import { wholeNumber } from '../content/whole-number.ts';
import { rank } from '../delivery/status.ts';
import type { Ordering } from './enqueue-request.ts';

/** UTF-16 code units, like every key of the caller's own. */
const maxOrderingKey = 255;
/** A lane that stands still for longer helps nobody; seconds. */
const maxTimeoutSeconds = 3_600;
export const defaultTimeoutSeconds = 60;

export const orderingInput = z
  .object({
    key: wellFormedKey({
      what: 'The ordering key',
      min: 1,
      max: maxOrderingKey,
      code: 'INVALID_ORDERING_KEY',
    }),
    barrier: z.enum(['ACCEPTED', 'DELIVERED']).nullish(),
    timeoutSeconds: wholeNumber({
      what: 'timeoutSeconds',
      min: 1,
      max: maxTimeoutSeconds,
      code: 'TIMEOUT_OUT_OF_RANGE',
    }).nullish(),
  })
  .transform((given): Ordering => ({
    key: given.key,
    barrier: rank[given.barrier ?? 'ACCEPTED'],
    timeoutMs: (given.timeoutSeconds ?? defaultTimeoutSeconds) * 1_000,
  }));

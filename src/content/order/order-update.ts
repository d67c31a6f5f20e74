import { z } from 'zod';
import { wellFormedText } from '../text-rules.ts';
import { referenceId } from './reference-id.ts';

export const orderStatuses = [
  'PENDING',
  'PROCESSING',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'COMPLETED',
  'CANCELED',
] as const;

export const maxStatusDescription = 120; // UTF-16 code units; REF §2.10

/** News of an order, told by a message of its own or by a template. */
export const orderUpdateFields = {
  referenceId,
  status: z.enum(orderStatuses),
  description: wellFormedText({
    what: 'The description of the status',
    min: 1,
    max: maxStatusDescription,
  }).nullish(),
};

import { z } from 'zod';
import { given } from '../given.ts';
import { interactiveBody } from '../interactive/body.ts';
import { footer } from '../interactive/footer.ts';
import { orderUpdateFields } from './order-update.ts';

/** Tells how an order stands that was asked to be paid before, under the same reference. */
export const orderStatus = z
  .object({ body: interactiveBody, footer: footer.nullish(), ...orderUpdateFields })
  .transform(given);

export type OrderStatusContent = z.infer<typeof orderStatus>;

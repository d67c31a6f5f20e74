import { z } from 'zod';
import { given } from '../given.ts';
import { interactiveBody } from '../interactive/body.ts';
import { footer } from '../interactive/footer.ts';
import { header } from '../interactive/header.ts';
import { order } from './order.ts';

/** Asks for the payment of an order. */
export const orderDetails = z
  .object({ header: header.nullish(), body: interactiveBody, footer: footer.nullish(), order })
  .transform(given);

export type OrderDetailsContent = z.infer<typeof orderDetails>;

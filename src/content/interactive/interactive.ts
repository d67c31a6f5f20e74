import type { z } from 'zod';
import { oneOf } from '../one-of.ts';
import { orderDetails } from '../order/order-details.ts';
import { orderStatus } from '../order/order-status.ts';
import { address } from './address.ts';
import { callPermissionRequest } from './call-permission-request.ts';
import { catalog } from './catalog.ts';
import { contactInfoRequest } from './contact-info-request.ts';
import { ctaUrl } from './cta-url.ts';
import { flow } from './flow.ts';
import { list } from './list.ts';
import { locationRequest } from './location-request.ts';
import { mediaCarousel } from './media-carousel.ts';
import { productCarousel } from './product-carousel.ts';
import { productList } from './product-list.ts';
import { product } from './product.ts';
import { replyButtons } from './reply-buttons.ts';
import { voiceCall } from './voice-call.ts';

/** Every interactive message is a branch of its own, so that an impossible mix cannot be written. */
export const interactive = oneOf({
  replyButtons,
  list,
  ctaUrl,
  flow,
  product,
  productList,
  catalog,
  locationRequest,
  address,
  orderDetails,
  orderStatus,
  mediaCarousel,
  productCarousel,
  voiceCall,
  callPermissionRequest,
  contactInfoRequest,
});

export type InteractiveContent = z.infer<typeof interactive>;

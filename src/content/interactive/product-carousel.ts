import { z } from 'zod';
import { catalogId } from '../catalog-id.ts';
import { listOf } from '../list-of.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { interactiveBody } from './body.ts';
import { maxCards, minCards } from './media-carousel.ts';

/** WhatsApp wants one catalogue for all cards, so it is asked for once. */
export const productCarousel = z.object({
  body: interactiveBody,
  catalogId,
  productRetailerIds: listOf(productRetailerId, { what: 'The products', min: minCards, max: maxCards }),
});

export type ProductCarouselContent = z.infer<typeof productCarousel>;

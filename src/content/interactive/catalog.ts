import { z } from 'zod';
import { given } from '../given.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';

export const catalog = z
  .object({
    body: interactiveBody,
    footer: footer.nullish(),
    thumbnailProductRetailerId: productRetailerId.nullish(),
  })
  .transform(given);

export type CatalogContent = z.infer<typeof catalog>;

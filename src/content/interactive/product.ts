import { z } from 'zod';
import { catalogId } from '../catalog-id.ts';
import { given } from '../given.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';

export const product = z
  .object({ body: interactiveBody.nullish(), footer: footer.nullish(), catalogId, productRetailerId })
  .transform(given);

export type ProductContent = z.infer<typeof product>;

import { z } from 'zod';
import { catalogId } from '../catalog-id.ts';
import { given } from '../given.ts';
import { productSections } from '../product-sections.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';
import { headerText } from './header.ts';

export const productList = z
  .object({
    headerText,
    body: interactiveBody,
    footer: footer.nullish(),
    catalogId,
    sections: productSections,
  })
  .transform(given);

export type ProductListContent = z.infer<typeof productList>;

import { z } from 'zod';
import { given } from './given.ts';
import { listOf } from './list-of.ts';
import { productRetailerId } from './product-retailer-id.ts';
import { reportMissingTitles, sectionTitle } from './section-title.ts';

export const maxProductSections = 10; // sections; REF §2.10, §2.11
export const maxProducts = 30; // products in all sections together; REF §2.10, §2.11

const productSection = z
  .object({
    title: sectionTitle.nullish(),
    productRetailerIds: listOf(productRetailerId, { what: 'The products', min: 1, max: maxProducts }),
  })
  .transform(given);

export const productSections = listOf(productSection, {
  what: 'The sections',
  min: 1,
  max: maxProductSections,
}).superRefine((sections, ctx) => {
  reportMissingTitles(ctx, sections);
  const products = sections.reduce((sum, { productRetailerIds }) => sum + productRetailerIds.length, 0);
  // One section alone has said so itself.
  if (products <= maxProducts || sections.length === 1) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'TOO_MANY_ITEMS' },
    message: `Expected at most ${maxProducts} products in all sections together, but got ${products}. Leave some out.`,
  });
});

export type ProductSection = z.infer<typeof productSection>;

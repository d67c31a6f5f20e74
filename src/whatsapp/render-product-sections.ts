import type { ProductSection } from '../content/product-sections.ts';
import { present } from './present.ts';

export function renderProductSections(sections: readonly ProductSection[]): object[] {
  return sections.map(({ title, productRetailerIds }) => ({
    ...present({ title }),
    product_items: productRetailerIds.map((id) => ({ product_retailer_id: id })),
  }));
}

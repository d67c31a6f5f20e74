import type { CatalogContent } from '../content/interactive/catalog.ts';
import type { ProductListContent } from '../content/interactive/product-list.ts';
import type { ProductContent } from '../content/interactive/product.ts';
import { renderProductSections } from './render-product-sections.ts';
import { withParameters } from './with-parameters.ts';

export function renderProductAction({ catalogId, productRetailerId }: ProductContent): object {
  return { catalog_id: catalogId, product_retailer_id: productRetailerId };
}

export function renderProductListAction({ catalogId, sections }: ProductListContent): object {
  return { catalog_id: catalogId, sections: renderProductSections(sections) };
}

export function renderCatalogAction({ thumbnailProductRetailerId }: CatalogContent): object {
  const parameters = { thumbnail_product_retailer_id: thumbnailProductRetailerId };
  return { name: 'catalog_message', ...withParameters(parameters) };
}

import { every, fieldsOf, list, required, shape, text } from './check-shape.ts';
import { checkTitles } from './check-titles.ts';
import { refuse } from './refusal.ts';

const mostSections = 10;
const mostProducts = 30; // over all sections

/** The action of a message about one product; also a product card. */
export const checkProductAction = shape({
  catalog_id: required(text()),
  product_retailer_id: required(text()),
});

/** The parameters of a catalogue message. */
export const checkCatalogAction = shape({ thumbnail_product_retailer_id: text() });

/** Also the sections behind a template's multi-product button. */
export const checkProductSections = every(
  list(
    1,
    mostSections,
    shape({
      title: text(24),
      product_items: required(list(1, mostProducts, shape({ product_retailer_id: required(text()) }))),
    }),
  ),
  (param, value) => {
    const sections = fieldsOf(value);
    const products = sections.flatMap(({ product_items: items }) => fieldsOf(items));
    if (products.length > mostProducts)
      return refuse(131009, `Param ${param} must have at most ${mostProducts} products.`);
    return checkTitles(sections, param);
  },
);

/** The action of a message about several products. */
export const checkProductListAction = shape({
  catalog_id: required(text()),
  sections: required(checkProductSections),
});

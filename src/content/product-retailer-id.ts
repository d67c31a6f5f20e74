import { wellFormedId } from './text-rules.ts';

export const maxProductRetailerId = 100; // UTF-16 code units; Meta's catalogues hold no longer ids, REF states no limit

/** The caller's own id of a product in its catalogue, such as a stock number. */
export const productRetailerId = wellFormedId({
  what: 'The product id',
  min: 1,
  max: maxProductRetailerId,
});

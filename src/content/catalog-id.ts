import { wellFormedId } from './text-rules.ts';

export const maxCatalogId = 64; // UTF-16 code units; Meta's ids have 15 to 20 digits today and no stated limit: ours

export const catalogId = wellFormedId({ what: 'The catalogue id', min: 1, max: maxCatalogId });

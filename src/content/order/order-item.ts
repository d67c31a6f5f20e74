import { z } from 'zod';
import { given } from '../given.ts';
import { mediaLink } from '../media-link.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { wellFormedText } from '../text-rules.ts';
import { wholeNumber } from '../whole-number.ts';
import { importerAddress } from './importer-address.ts';
import { amount } from './money.ts';

export const maxItemName = 60; // UTF-16 code units; REF §2.10.2
export const maxQuantity = 1_000_000; // pieces; Meta states no limit: ours
export const maxImporterName = 200; // UTF-16 code units; Meta states no limit: as for a beneficiary
export const maxCountry = 100; // UTF-16 code units; Meta takes names and codes, and states no limit: ours

/** One line of an order. What is paid for a piece is the sale amount, if there is one. */
export const orderItem = z
  .object({
    retailerId: productRetailerId.nullish(),
    name: wellFormedText({ what: 'The name of the item', min: 1, max: maxItemName }),
    amount,
    saleAmount: amount.nullish(),
    quantity: wholeNumber({ what: 'The quantity', min: 1, max: maxQuantity, code: 'QUANTITY_OUT_OF_RANGE' }),
    imageLink: mediaLink.nullish(),
    countryOfOrigin: wellFormedText({ what: 'The country of origin', min: 1, max: maxCountry }).nullish(),
    importerName: wellFormedText({
      what: 'The name of the importer',
      min: 1,
      max: maxImporterName,
    }).nullish(),
    importerAddress: importerAddress.nullish(),
  })
  .transform(given);

export type OrderItem = z.infer<typeof orderItem>;

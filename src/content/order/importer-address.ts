import { z } from 'zod';
import { given } from '../given.ts';
import { wellFormedText } from '../text-rules.ts';
import { postalCode } from './postal-code.ts';

export const maxImporterField = 100; // UTF-16 code units; Meta states no limit: as for the lines of a beneficiary
export const maxZoneCode = 10; // UTF-16 code units; two letters today, such as "MH", and no stated limit: ours

/** Where the importer of foreign goods sits: India, as its law asks, so the country is not asked for. */
export const importerAddress = z
  .object({
    addressLine1: line('The first line'),
    addressLine2: line('The second line').nullish(),
    city: line('The city'),
    zoneCode: wellFormedText({ what: 'The zone code', min: 1, max: maxZoneCode }).nullish(),
    postalCode,
  })
  .transform(given);

export type ImporterAddress = z.infer<typeof importerAddress>;

function line(what: string) {
  return wellFormedText({ what, min: 1, max: maxImporterField });
}

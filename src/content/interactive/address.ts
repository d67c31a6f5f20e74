import { z } from 'zod';
import { given } from '../given.ts';
import { listOf } from '../list-of.ts';
import { reportRepeats } from '../report-repeats.ts';
import { wellFormedId, wellFormedText } from '../text-rules.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';

export const maxAddressField = 200; // UTF-16 code units; Meta states no limit: ours
export const maxAddressError = 200; // UTF-16 code units; as above
export const maxSavedAddresses = 20; // addresses; as above
export const maxSavedAddressId = 256; // UTF-16 code units; as above

const pinCode = z.string().superRefine((given, ctx) => {
  if (given === '' || /^[1-9][0-9]{5}$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_PIN_CODE' },
    message: `Expected an Indian PIN code of 6 digits, the first not 0, but got ${given.length} characters of another form. Check it.`,
  });
});

/** Address books have empty fields; they are left out of what is sent. */
const value = wellFormedText({ what: 'A field of the address', min: 0, max: maxAddressField });
const error = wellFormedText({ what: 'A validation error', min: 1, max: maxAddressError });

const indianAddress = z.object({ ...fieldsOf(value), pinCode: pinCode.nullish() }).transform(given);

/** What is wrong with the address that the recipient gave before, shown under each field. */
const addressErrors = z.object(fieldsOf(error)).transform(given);

const savedAddress = z.object({
  id: wellFormedId({ what: 'The id of a saved address', min: 1, max: maxSavedAddressId }),
  value: indianAddress,
});

const savedAddresses = listOf(savedAddress, {
  what: 'The saved addresses',
  min: 1,
  max: maxSavedAddresses,
}).superRefine((all, ctx) => {
  reportRepeats(
    ctx,
    'the id of a saved address',
    all.map(({ id }, index) => ({ value: id, path: [index, 'id'] })),
  );
});

/** Asks for a delivery address. WhatsApp offers it in India only, so the country is not asked for. */
export const address = z
  .object({
    header: header.nullish(),
    body: interactiveBody,
    footer: footer.nullish(),
    values: indianAddress.nullish(),
    savedAddresses: savedAddresses.nullish(),
    validationErrors: addressErrors.nullish(),
  })
  .transform(given);

export type AddressContent = z.infer<typeof address>;
export type IndianAddress = z.infer<typeof indianAddress>;

function fieldsOf(text: z.ZodString) {
  const field = text.nullish();
  return {
    name: field,
    phoneNumber: field,
    pinCode: field,
    houseNumber: field,
    floorNumber: field,
    towerNumber: field,
    buildingName: field,
    address: field,
    landmarkArea: field,
    city: field,
    state: field,
  };
}

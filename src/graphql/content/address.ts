import { defineShape, type ShapeField } from '../shape.ts';
import { body, footer, header } from './interactive-parts.ts';

const fieldNames = {
  name: 'Name.',
  phoneNumber: 'Phone number.',
  pinCode: 'PIN code.',
  houseNumber: 'House number.',
  floorNumber: 'Floor.',
  towerNumber: 'Tower.',
  buildingName: 'Building.',
  address: 'Street and number.',
  landmarkArea: 'Landmark.',
  city: 'City.',
  state: 'State.',
};

const texts = (words: string): Record<string, ShapeField> =>
  Object.fromEntries(
    Object.entries(fieldNames).map(([field, what]) => [
      field,
      { type: 'String', description: `${what} ${words}` },
    ]),
  );

const indianAddress = defineShape('IndianAddress', {
  description: 'An address in India, as far as it is known.',
  fields: {
    ...texts('At most 200 UTF-16 code units.'),
    pinCode: { type: 'String', description: '6 digits, the first not 0.' },
  },
});

const addressErrors = defineShape('AddressErrors', {
  description: 'What is wrong with the address that was given before; shown under each field.',
  fields: texts('The sentence below it: at most 200 UTF-16 code units.'),
});

const savedAddress = defineShape('SavedAddress', {
  description: 'An address that the recipient can choose.',
  fields: {
    id: {
      type: 'String',
      required: true,
      description: 'Comes back when it is chosen: 1 to 256 UTF-16 code units, unique.',
    },
    value: { type: indianAddress, required: true, description: 'The address.' },
  },
});

export const address = defineShape('Address', {
  output: 'AddressContent',
  description: 'Asks for a delivery address. WhatsApp offers it in India only.',
  fields: {
    header,
    body,
    footer,
    values: { type: indianAddress, description: 'What is filled in already.' },
    savedAddresses: { type: [savedAddress], description: '1 to 20 addresses to choose from.' },
    validationErrors: { type: addressErrors, description: 'What was wrong the last time.' },
  },
});

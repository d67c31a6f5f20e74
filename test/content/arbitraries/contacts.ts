import fc from 'fast-check';
import { optionally, visibleText, webUrl as url } from './texts.ts';

const text = visibleText(40);
const type = fc.constantFrom('HOME', 'WORK', 'CELL', 'MAIN', 'IPHONE');

const birthday = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const cardInput = optionally(
  {
    name: optionally(
      { formattedName: text },
      { firstName: text, lastName: text, middleName: text, suffix: text, prefix: text },
    ),
  },
  {
    phones: fc.array(optionally({ phone: text }, { type, waId: fc.stringMatching(/^[1-9][0-9]{6,14}$/) }), {
      maxLength: 3,
    }),
    emails: fc.array(optionally({ email: fc.emailAddress() }, { type }), { maxLength: 3 }),
    addresses: fc.array(
      optionally(
        {},
        { street: text, city: text, state: text, zip: text, country: text, countryCode: text, type },
      ),
      { maxLength: 3 },
    ),
    org: optionally({}, { company: text, department: text, title: text }),
    urls: fc.array(optionally({ url }, { type }), { maxLength: 3 }),
    birthday,
  },
);

export const contactsInput = fc.array(cardInput, { minLength: 1, maxLength: 4 });

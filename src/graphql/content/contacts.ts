import { defineShape } from '../shape.ts';

const text = (description: string) =>
  ({ type: 'String', description: `${description} At most 1,000 UTF-16 code units.` }) as const;
const kind = text('Usually HOME or WORK; any text works.');

const name = defineShape('ContactName', {
  description: 'How somebody is called.',
  fields: {
    formattedName: { ...text('The whole name, as it is shown.'), required: true },
    firstName: text('First name.'),
    lastName: text('Last name.'),
    middleName: text('Middle name.'),
    suffix: text('Such as "Jr.".'),
    prefix: text('Such as "Dr.".'),
  },
});

const phone = defineShape('ContactPhone', {
  description: 'A number of somebody: a phone, a waId, or both.',
  fields: {
    phone: text('As it is shown.'),
    type: text('Usually CELL, MAIN, IPHONE, HOME or WORK; any text works.'),
    waId: {
      type: 'String',
      description:
        'Their WhatsApp id: 7 to 15 digits. With it the card offers "Message", without it "Invite to WhatsApp".',
    },
  },
});

const email = defineShape('ContactEmail', {
  description: 'An e-mail address of somebody.',
  fields: { email: { ...text('The address.'), required: true }, type: kind },
});

const address = defineShape('ContactAddress', {
  description: 'Where somebody lives or works.',
  fields: {
    street: text('Street and number.'),
    city: text('City.'),
    state: text('State or region.'),
    zip: text('Postal code.'),
    country: text('Country, in words.'),
    countryCode: text('Country in two letters.'),
    type: kind,
  },
});

const organization = defineShape('ContactOrganization', {
  description: 'Where somebody works.',
  fields: { company: text('Company.'), department: text('Department.'), title: text('Their role.') },
});

const url = defineShape('ContactUrl', {
  description: 'A page of somebody.',
  fields: {
    url: {
      type: 'URL',
      required: true,
      description: 'An http(s) address, with or without "https://" in front.',
    },
    type: kind,
  },
});

export const contactCard = defineShape('ContactCard', {
  description: 'A card with what is known of somebody.',
  fields: {
    name: { type: name, required: true, description: 'How they are called.' },
    phones: { type: [phone], description: 'Up to 50 numbers.' },
    emails: { type: [email], description: 'Up to 50 e-mail addresses.' },
    addresses: { type: [address], description: 'Up to 50 addresses.' },
    org: { type: organization, description: 'Where they work.' },
    urls: { type: [url], description: 'Up to 50 pages.' },
    birthday: { type: 'String', description: 'A day as "1990-05-04", or "--05-04" without the year.' },
  },
});

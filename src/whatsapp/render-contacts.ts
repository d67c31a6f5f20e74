import type { ContactCard } from '../content/contact-card.ts';
import type { ContactsContent } from '../content/contacts.ts';
import { present } from './present.ts';

export function renderContacts(contacts: ContactsContent): object[] {
  return contacts.map(renderCard);
}

function renderCard({ name, phones, emails, addresses, org, urls, birthday }: ContactCard): object {
  return present({
    name: renderName(name),
    phones: phones?.map(({ phone, type, waId }) => present({ phone, type, wa_id: waId })),
    emails: emails?.map(({ email, type }) => present({ email, type })),
    addresses: addresses?.map(({ countryCode, ...address }) =>
      present({ ...address, country_code: countryCode }),
    ),
    org,
    urls: urls?.map(({ url, type }) => present({ url, type })),
    birthday,
  });
}

function renderName(name: ContactCard['name']): object {
  return present({
    formatted_name: name.formattedName,
    first_name: name.firstName,
    last_name: name.lastName,
    middle_name: name.middleName,
    suffix: name.suffix,
    prefix: name.prefix,
  });
}

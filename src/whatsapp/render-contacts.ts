import type { ContactCard } from '../content/contact-card.ts';
import type { ContactsContent } from '../content/contacts.ts';
import { present } from './present.ts';

export function renderContacts(contacts: ContactsContent): object[] {
  return contacts.map(renderCard);
}

function renderCard({ name, phones, emails, addresses, org, urls, birthday }: ContactCard): object {
  return present({
    name: renderName(name),
    phones: entries(phones, ({ phone, type, waId }) => ({ phone, type, wa_id: waId })),
    emails: entries(emails, ({ email, type }) => ({ email, type })),
    addresses: entries(addresses, ({ countryCode, ...address }) => ({
      ...address,
      country_code: countryCode,
    })),
    org: org && entry(org),
    urls: entries(urls, ({ url, type }) => ({ url, type })),
    birthday,
  });
}

/** Entries of which every field is empty are left out with their fields. */
function entries<Entry>(
  given: readonly Entry[] | undefined,
  fieldsOf: (entry: Entry) => Readonly<Record<string, unknown>>,
): object[] | undefined {
  return given?.flatMap((each) => entry(fieldsOf(each)) ?? []);
}

function entry(given: Readonly<Record<string, unknown>>): object | undefined {
  const fields = present(given);
  return Object.keys(fields).length > 0 ? fields : undefined;
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

import { z } from 'zod';
import { given } from './given.ts';
import { listOf } from './list-of.ts';
import { wellFormedText } from './text-rules.ts';
import { linkFaultOf } from './link-fault.ts';

export const maxCardText = 1000; // UTF-16 code units; Meta states no limit: ours, so that everything has one
export const maxCardEntries = 50; // phones, emails, addresses or urls of one card; as above

function cardText(what: string) {
  return wellFormedText({ what, min: 1, max: maxCardText });
}

/** Address books have empty fields; they are left out of what is sent. */
function mayBeEmpty(what: string) {
  return wellFormedText({ what, min: 0, max: maxCardText }).nullish();
}

const type = mayBeEmpty('The type'); // HOME, WORK, CELL, MAIN, IPHONE are usual; any text works, REF §2.8

const name = z
  .object({
    formattedName: cardText('The formatted name'),
    firstName: mayBeEmpty('The first name'),
    lastName: mayBeEmpty('The last name'),
    middleName: mayBeEmpty('The middle name'),
    suffix: mayBeEmpty('The suffix'),
    prefix: mayBeEmpty('The prefix'),
  })
  .transform(given);

const waId = z.string().superRefine((given, ctx) => {
  if (given === '' || /^[1-9][0-9]{6,14}$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_WA_ID' },
    message:
      'Expected a WhatsApp id (the phone number in digits, country code first, without "+"), ' +
      `but got ${given.length} characters of another form. Give 7 to 15 digits.`,
  });
});

const phone = z
  .object({ phone: mayBeEmpty('The phone number'), type, waId: waId.nullish() })
  .superRefine(({ phone, waId }, ctx) => {
    if (phone || waId) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EMPTY_ENTRY' },
      message: 'Expected a phone or a waId, but got neither. Give at least one, or leave out the entry.',
    });
  })
  .transform(given);

const email = z.string().superRefine((given, ctx) => {
  if (given.length <= maxCardText && given.isWellFormed() && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(given))
    return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_EMAIL' },
    message: `Expected an address like "ana@example.com", but got ${given.length} characters of another form. Check it.`,
  });
});

const address = z
  .object({
    street: mayBeEmpty('The street'),
    city: mayBeEmpty('The city'),
    state: mayBeEmpty('The state'),
    zip: mayBeEmpty('The zip code'),
    country: mayBeEmpty('The country'),
    countryCode: mayBeEmpty('The country code'),
    type,
  })
  .transform(given);

const org = z
  .object({
    company: mayBeEmpty('The company'),
    department: mayBeEmpty('The department'),
    title: mayBeEmpty('The title'),
  })
  .transform(given);

const birthday = z.string().superRefine((given, ctx) => {
  if (given === '' || isDate(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_DATE' },
    message: `Expected a day of the calendar like "1990-05-04", but got ${given.length} characters that are none. Write year, month and day, or "--05-04" without the year.`,
  });
});

/** A card may leave out the year, as vCards do: "--05-04". In a leap year every day has its place. */
function isDate(given: string): boolean {
  const whole = given.replace(/^--/, '2000-');
  const at = new Date(`${whole}T00:00:00Z`);
  // A 30th of February is read as a day in March: only a date that stays itself is one.
  return (
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(whole) &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(whole)
  );
}

/** On cards people write "example.com" too, and WhatsApp shows it as it came. */
const cardLink = z.string().superRefine((given, ctx) => {
  const fault = linkFaultOf(hostFirst.test(given) ? `https://${given}` : given);
  if (fault === undefined) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_URL' },
    message: `Expected a link like "https://example.com" or "example.com", but ${fault}`,
  });
});

/** A name with a dot in it, before any other sign; "mailto:ana@example.com" is none. */
const hostFirst = /^(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::[0-9]+)?(?:[/?#]|$)/;

export const contactCard = z
  .object({
    name,
    phones: entries('The phones', phone),
    emails: entries('The emails', z.object({ email, type }).transform(given)),
    addresses: entries('The addresses', address),
    org: org.nullish(),
    urls: entries('The urls', z.object({ url: cardLink, type }).transform(given)),
    birthday: birthday.nullish(),
  })
  .transform(given);

export type ContactCard = z.infer<typeof contactCard>;

/** None and an empty list are the same to WhatsApp. */
function entries<Item extends z.ZodType>(what: string, item: Item) {
  return listOf(item, { what, min: 0, max: maxCardEntries }).nullish();
}

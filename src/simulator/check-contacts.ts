import { list, required, shape, text, type Check } from './check-shape.ts';
import { refuse } from './refusal.ts';

const mostContacts = 257; // Meta's documents; its OpenAPI file says 5

const some = (check: Check): Check => list(0, mostContacts, check);

export const checkContactsContent = list(
  1,
  mostContacts,
  shape({
    name: required(
      shape({
        formatted_name: required(text()),
        first_name: text(),
        last_name: text(),
        middle_name: text(),
        suffix: text(),
        prefix: text(),
      }),
    ),
    phones: some(shape({ phone: text(), type: text(), wa_id: text() })),
    emails: some(shape({ email: text(), type: text() })),
    addresses: some(
      shape({
        street: text(),
        city: text(),
        state: text(),
        zip: text(),
        country: text(),
        country_code: text(),
        type: text(),
      }),
    ),
    org: shape({ company: text(), department: text(), title: text() }),
    urls: some(shape({ url: text(), type: text() })),
    birthday: checkBirthday,
  }),
);

function checkBirthday(param: string, value: unknown) {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return refuse(100, `Param ${param} must be a string.`);
  return isDay(value) ? undefined : refuse(131009, `Param ${param} must be a day written as YYYY-MM-DD.`);
}

function isDay(text: string): boolean {
  const day = text.replace(/^--/, '2000-'); // vCards may leave out the year
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // Date.parse rolls 30 February over into March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

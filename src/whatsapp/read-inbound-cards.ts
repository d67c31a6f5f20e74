import type { InboundCard } from '../content/inbound-content.ts';
import {
  firstGiven,
  isRecord,
  listOf,
  readableText,
  recordOf,
  wholeText,
  type JsonRecord,
} from './json-value.ts';

const maxCards = 257; // as many as we may send
const maxEntries = 50; // phones, emails, addresses or urls of one card
const maxText = 1_000; // characters; of what people read

/** Cards of people in the shape of those that we send, or nothing where some would be left out: fewer would look whole. */
export function readInboundCards(
  cards: readonly unknown[],
  originOfMessage?: unknown,
): InboundCard[] | undefined {
  const records = cards.filter(isRecord);
  if (records.length < cards.length || cards.length > maxCards || records.some(hasTooMuch)) return undefined;
  return records.map((card) => ({
    card: cardOf(card),
    vcard: wholeText(card['vcard']),
    origin: wholeText(firstGiven([card['origin'], originOfMessage])),
  }));
}

function hasTooMuch(card: JsonRecord): boolean {
  return ['phones', 'emails', 'addresses', 'urls'].some((name) => listOf(card[name]).length > maxEntries);
}

function cardOf(card: JsonRecord): JsonRecord {
  const name = recordOf(card['name']);
  return {
    name: {
      formattedName: text(name['formatted_name']) ?? '',
      ...texts(name, { first_name: 'firstName', last_name: 'lastName', middle_name: 'middleName' }),
      ...texts(name, { suffix: 'suffix', prefix: 'prefix' }),
    },
    phones: entries(card['phones'], { phone: 'phone', type: 'type', wa_id: 'waId' }),
    emails: entries(card['emails'], { email: 'email', type: 'type' }, 'email'),
    addresses: entries(card['addresses'], {
      street: 'street',
      city: 'city',
      state: 'state',
      zip: 'zip',
      country: 'country',
      country_code: 'countryCode',
      type: 'type',
    }),
    org: isRecord(card['org'])
      ? texts(card['org'], { company: 'company', department: 'department', title: 'title' })
      : undefined,
    urls: entries(card['urls'], { url: 'url', type: 'type' }, 'url'),
    birthday: wholeText(card['birthday']),
  };
}

/** An entry without the one field that it is about is left out. */
function entries(
  given: unknown,
  names: Readonly<Record<string, string>>,
  needed?: string,
): JsonRecord[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return listOf(given)
    .filter(isRecord)
    .map((each) => texts(each, names))
    .filter((each) => needed === undefined || needed in each);
}

function texts(record: JsonRecord, names: Readonly<Record<string, string>>): JsonRecord {
  return Object.fromEntries(
    Object.entries(names).flatMap(([wire, ours]) => {
      const value = isRead.has(wire) ? text(record[wire]) : wholeText(record[wire]);
      return value === undefined ? [] : [[ours, value]];
    }),
  );
}

/** Words for people. Everything else on a card, such as a number, an address of the web or a code, is for programs. */
const isRead = new Set(
  'first_name last_name middle_name suffix prefix street city state country company department title'.split(
    ' ',
  ),
);

function text(value: unknown): string | undefined {
  return readableText(value, maxText);
}

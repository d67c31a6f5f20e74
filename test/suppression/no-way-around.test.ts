import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { getExampleNumber, type CountryCode } from 'libphonenumber-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashAliases } from '../../src/contacts/hash-aliases.ts';
import { learnAliases } from '../../src/contacts/learn-aliases.ts';
import { variantsOf } from '../../src/contacts/variants-of.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import type { Recipient } from '../../src/recipient/recipient.ts';
import { addSuppressions } from '../../src/suppression/add-suppressions.ts';
import { findSuppressions } from '../../src/suppression/find-suppressions.ts';
import { forgetRecipientNames } from '../../src/suppression/forget-recipient-names.ts';
import { judgeMessage } from '../../src/suppression/judge-message.ts';
import { removeSuppressions } from '../../src/suppression/remove-suppressions.ts';
import type { SuppressionList, SuppressionScope } from '../../src/suppression/suppression.ts';
import { openContacts, tenantId, type OpenContacts } from '../contacts/open-contacts.ts';

let open: OpenContacts;
beforeAll(async () => {
  open = await openContacts();
});
afterAll(() => open[Symbol.asyncDispose]());

const countries: CountryCode[] = [
  ...([
    'BR',
    'MX',
    'AR',
    'US',
    'CA',
    'GB',
    'DE',
    'FR',
    'IT',
    'ES',
    'PT',
    'NL',
    'PL',
    'TR',
    'RU',
    'UA',
  ] as const),
  ...([
    'IN',
    'ID',
    'PK',
    'BD',
    'CN',
    'JP',
    'KR',
    'VN',
    'TH',
    'MY',
    'SG',
    'PH',
    'AU',
    'NZ',
    'ZA',
    'NG',
  ] as const),
  ...(['KE', 'EG', 'SA', 'AE', 'IL', 'CL', 'CO', 'PE', 'CI', 'BJ'] as const),
];

const kinds: readonly (readonly [SuppressionList, SuppressionScope])[] = [
  ['UNSUBSCRIBED', 'ALL'],
  ['UNSUBSCRIBED', 'MARKETING'],
  ['BLOCKED', 'ALL'],
];

/** One person of a country: every spelling of the number, and the ids that WhatsApp showed beside one of them. */
function personOf(country: CountryCode): { shown: string[]; names: Recipient[] } {
  const phone = phoneNumber.parse(getExampleNumber(country, examples)?.number);
  const spellings = variantsOf(phone);
  const waId = (spellings.at(-1) ?? phone).slice(1);
  const ids = [`${country}.Person1`, `${country}.ENT.Person1`];
  return {
    shown: [waId, ...ids],
    names: [...spellings.map((each) => ({ phone: each })), ...ids.map((userId) => ({ userId }))],
  };
}

const hashesOf = async (name: Recipient): Promise<Buffer[]> =>
  (await hashAliases(open.database, tenantId, open.key, [name]))[0] ?? [];

async function judge(name: Recipient): Promise<string | undefined> {
  const entries = await findSuppressions(open.database, tenantId, await hashesOf(name));
  return judgeMessage({ filterUnsubscribed: true, filterBlocked: true, isMarketing: true }, entries);
}

test.each(countries)(
  'whoever is listed under one name in %s is kept back under every other, and comes back under any',
  async (country) => {
    const { shown, names } = personOf(country);
    await open.database.transaction((tx) => learnAliases(tx, tenantId, open.key, [shown]));
    for (const [list, scope] of kinds) {
      for (const listed of names) {
        const hashes = await hashesOf(listed);
        const source = 'API' as const;
        const entry = { recipient: listed, hashes, list, scope, source, reason: undefined };
        await open.database.transaction((tx) => addSuppressions(tx, tenantId, [entry]));
        // Erased or not, the list holds.
        if (scope === 'ALL')
          await open.database.transaction((tx) => forgetRecipientNames(tx, tenantId, hashes));
        for (const asked of names) expect(await judge(asked)).toBeDefined();
        const back = names[(names.indexOf(listed) + 1) % names.length] ?? listed;
        const ended = { hashes: await hashesOf(back), list, scopes: [scope], source };
        await open.database.transaction((tx) => removeSuppressions(tx, tenantId, [ended]));
        for (const asked of names) expect(await judge(asked)).toBeUndefined();
      }
    }
  },
);

test('the countries are at least forty, and no number of one is taken for one of another', async () => {
  expect(new Set(countries).size).toBeGreaterThanOrEqual(40);
  const { names } = personOf('US');
  for (const recipient of names) {
    const hashes = await hashesOf(recipient);
    const entry = {
      recipient,
      hashes,
      list: 'BLOCKED',
      scope: 'ALL',
      source: 'API',
      reason: undefined,
    } as const;
    await open.database.transaction((tx) => addSuppressions(tx, tenantId, [entry]));
  }
  for (const country of countries.filter((each) => each !== 'US')) {
    for (const name of personOf(country).names) expect(await judge(name)).toBeUndefined();
  }
});

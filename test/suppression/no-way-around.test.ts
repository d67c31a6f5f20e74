import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { getExampleNumber, type CountryCode } from 'libphonenumber-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashAliases } from '../../src/contacts/hash-aliases.ts';
import { learnAliases } from '../../src/contacts/learn-aliases.ts';
import { content } from '../../src/content/content.ts';
import { judgeWaiting } from '../../src/messages/judge-waiting.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import type { Recipient } from '../../src/recipient/recipient.ts';
import { addSuppressions } from '../../src/suppression/add-suppressions.ts';
import { forgetRecipientNames } from '../../src/suppression/forget-recipient-names.ts';
import { removeSuppressions } from '../../src/suppression/remove-suppressions.ts';
import type { SuppressionList, SuppressionScope } from '../../src/suppression/suppression.ts';
import { openContacts, tenantId, type OpenContacts } from '../contacts/open-contacts.ts';

let open: OpenContacts;
beforeAll(async () => {
  open = await openContacts();
});
afterAll(() => open[Symbol.asyncDispose]());

const countries = (
  'BR MX AR US CA GB DE FR IT ES PT NL PL TR RU UA IN ID PK BD CN JP KR VN TH MY SG PH AU NZ ZA NG KE EG SA AE IL CL ' +
  'CO PE CI BJ'
).split(' ') as CountryCode[]; // each has an example, or the test of it fails

const kinds: readonly (readonly [SuppressionList, SuppressionScope])[] = [
  ['UNSUBSCRIBED', 'ALL'],
  ['UNSUBSCRIBED', 'MARKETING'],
  ['BLOCKED', 'ALL'],
];

/** Somebody with a number and two user ids, and the webhooks that showed which of these belong together. */
interface Person {
  names: Recipient[];
  shown: string[][];
}

/** The second spelling of a number, in the countries that have one. */
const respell: Partial<Record<CountryCode, (phone: string) => string>> = {
  BR: (phone) => phone.replace(/^(\+55..)9/, '$1'),
  MX: (phone) => phone.replace(/^\+52/, '+521'),
  AR: (phone) => phone.replace(/^\+549/, '+54'),
};

let people = 0;

/** Pairs of names that connect all of them, in any order, each number in any of its spellings. */
function personOf(country: CountryCode): fc.Arbitrary<Person> {
  const example = phoneNumber.parse(getExampleNumber(country, examples)?.number);
  const number = fc
    .integer({ min: 0, max: 9_999 })
    .map((end) => phoneNumber.safeParse(example.slice(0, -4) + String(end).padStart(4, '0')))
    .filter((judged) => judged.success)
    .map((judged) => judged.data);
  return number.chain((phone) => {
    people += 1;
    const second = respell[country]?.(phone);
    if (second === phone)
      throw new Error(`Expected another spelling of a number of ${country}, got the same.`);
    const spellings = second === undefined ? [phone] : [phone, phoneNumber.parse(second)];
    const [plain, parent] = [`${country}.Person${people}`, `${country}.ENT.Person${people}`];
    const waId = fc.constantFrom(...spellings).map((each) => each.slice(1));
    const pairs = fc.constantFrom(
      [
        ['waId', plain],
        [plain, parent],
      ],
      [
        ['waId', parent],
        ['waId', plain],
      ],
      [['waId', plain, parent]],
    );
    return fc.tuple(pairs, fc.boolean(), waId).map(([shown, isTurned, digits]): Person => {
      const filled = shown.map((names) => names.map((name) => (name === 'waId' ? digits : name)));
      return {
        names: [...spellings.map((each) => ({ phone: each })), { userId: plain }, { userId: parent }],
        shown: isTurned ? filled.reverse() : filled,
      };
    });
  });
}

const inTransaction: OpenContacts['database']['transaction'] = (work) => open.database.transaction(work);

const hashesOf = async (name: Recipient): Promise<Buffer[]> =>
  (await hashAliases(open.database, tenantId, open.key, [name]))[0] ?? [];

const marketing = content.parse({ template: { name: 'offer', language: 'en', category: 'MARKETING' } });

/** For each name, what the claim says to a marketing template for it that asks for both filters. */
async function judge(names: readonly Recipient[]): Promise<(string | undefined)[]> {
  const waiting = new Map(
    names.map((to, index) => [
      String(index),
      {
        senderId: '',
        to,
        content: marketing,
        context: null,
        filterUnsubscribed: true,
        filterBlocked: true,
        createdAt: new Date(0),
      },
    ]),
  );
  const verdicts = await judgeWaiting(open.database, tenantId, open.key, waiting);
  return names.map((_, index) => verdicts.get(String(index))?.code);
}

const allOf = <Value>(names: readonly unknown[], value: Value): Value[] => names.map(() => value);

test.each(countries)(
  'whoever is listed under one name in %s is kept back under every other, and comes back under any',
  async (country) => {
    await fc.assert(
      fc.asyncProperty(personOf(country), fc.nat(), async ({ names, shown }, turn) => {
        for (const each of shown) await inTransaction((tx) => learnAliases(tx, tenantId, open.key, [each]));
        for (const [list, scope] of kinds) {
          for (const [place, listed] of names.entries()) {
            const hashes = await hashesOf(listed);
            const entry = {
              recipient: listed,
              hashes,
              list,
              scope,
              source: 'API',
              reason: undefined,
            } as const;
            await inTransaction((tx) => addSuppressions(tx, tenantId, [entry]));
            // Erased or not, the list holds.
            if (place % 2 === turn % 2)
              await inTransaction((tx) => forgetRecipientNames(tx, tenantId, hashes));
            const code = list === 'BLOCKED' ? 'RECIPIENT_IN_BLOCK_LIST' : 'RECIPIENT_UNSUBSCRIBED';
            expect(await judge(names)).toEqual(allOf(names, code));

            const back = names[(place + turn) % names.length] ?? listed;
            const ended = { hashes: await hashesOf(back), list, scopes: [scope], source: 'API' } as const;
            await inTransaction((tx) => removeSuppressions(tx, tenantId, [ended]));
            expect(await judge(names)).toEqual(allOf(names, undefined));
          }
        }
      }),
      // Where a number has two spellings, a way around may lie in one of them only.
      { numRuns: respell[country] ? 15 : 3 },
    );
  },
);

test('whoever is listed before their names are known to belong together is kept back under all of them afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...countries).chain(personOf),
      fc.nat(),
      async ({ names, shown }, turn) => {
        const listed = names[turn % names.length];
        if (!listed) throw new Error('Expected a name.');
        const hashes = await hashesOf(listed);
        const about = { list: 'BLOCKED', scope: 'ALL', source: 'API', reason: undefined } as const;
        await inTransaction((tx) => addSuppressions(tx, tenantId, [{ recipient: listed, hashes, ...about }]));
        for (const each of shown) await inTransaction((tx) => learnAliases(tx, tenantId, open.key, [each]));
        expect(await judge(names)).toEqual(allOf(names, 'RECIPIENT_IN_BLOCK_LIST'));
      },
    ),
    { numRuns: 40 },
  );
});

test('the countries are at least forty, and to list somebody of one keeps back nobody of another', async () => {
  expect(new Set(countries).size).toBeGreaterThanOrEqual(40);
  await open.database.query('TRUNCATE suppression');
  const sampled = countries.flatMap((country) => fc.sample(personOf(country), 1));
  const [listed, ...others] = sampled.map(({ names }) => names);
  for (const recipient of listed ?? []) {
    const hashes = await hashesOf(recipient);
    const about = { list: 'BLOCKED', scope: 'ALL', source: 'API', reason: undefined } as const;
    await inTransaction((tx) => addSuppressions(tx, tenantId, [{ recipient, hashes, ...about }]));
  }
  const strangers = others.flat();
  expect(await judge(strangers)).toEqual(allOf(strangers, undefined));
});

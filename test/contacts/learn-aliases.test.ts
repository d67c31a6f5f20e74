import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashAliases, hashRecipient } from '../../src/contacts/hash-aliases.ts';
import { learnAliases } from '../../src/contacts/learn-aliases.ts';
import { readName } from '../../src/recipient/read-name.ts';
import type { Recipient } from '../../src/recipient/recipient.ts';
import { openContacts, tenantId, type OpenContacts } from './open-contacts.ts';

let open: OpenContacts;
beforeAll(async () => {
  open = await openContacts();
});
afterAll(() => open[Symbol.asyncDispose]());

const named = (text: string): Recipient => {
  const name = readName(text);
  if (!name) throw new Error(`Expected a name, got ${text}.`);
  return name;
};

const learn = (...shown: string[][]) =>
  open.database.transaction((tx) => learnAliases(tx, tenantId, open.key, shown));

/** Which of these names somebody known under the first is found by. */
async function found(name: string, among: readonly string[]): Promise<string[]> {
  const [hashes = []] = await hashAliases(open.database, tenantId, open.key, [named(name)]);
  return among.filter((each) => hashes.some((hash) => hash.equals(hashRecipient(open.key, named(each)))));
}

test('names that were shown together are one person from either side, with all spellings of the number', async () => {
  const names = ['+5511987654321', '+551187654321', 'BR.Ana1', 'BR.ENT.Ana'];
  await learn(['551187654321', 'BR.Ana1'], ['BR.Ana1', 'BR.ENT.Ana']);
  for (const name of names) expect(await found(name, names)).toEqual(names);
});

test('two people who turn out to be one are found under all names of both', async () => {
  const names = ['+16505550110', 'US.Bob1', '+16505550111', 'US.Bob2'];
  await learn(['16505550110', 'US.Bob1'], ['16505550111', 'US.Bob2']);
  expect(await found('US.Bob1', names)).toEqual(names.slice(0, 2));
  await learn(['US.Bob1', '16505550111']);
  for (const name of names) expect(await found(name, names)).toEqual(names);
});

test('one name alone, spellings of one number, and what names nobody leave nothing behind', async () => {
  const count = () => open.database.query('SELECT 1 FROM contact_alias');
  const before = await count();
  await learn(['16505550112'], ['525512345678', '+5215512345678'], ['Y2FwaV9ncm91cDox', '16505550112'], []);
  expect(await count()).toHaveLength(before.length);
});

test('twenty transactions that learn overlapping pairs at once make one person of all', async () => {
  const names = Array.from({ length: 21 }, (_, index) => `US.Chain${index}`);
  const pairs = names.slice(1).map((name, index) => [name, names[index] ?? '']);
  await Promise.all(pairs.map((pair) => learn(pair)));
  expect(await found('US.Chain0', names)).toEqual(names);
});

test('what is known is learned again without a lock or a write', async () => {
  await learn(['16505550113', 'US.Carl']);
  const state = () =>
    open.database.query('SELECT xmin::text, ctid::text FROM contact_alias ORDER BY alias_hash');
  const before = await state();
  await open.database.transaction(async (tx) => {
    await learnAliases(tx, tenantId, open.key, [['US.Carl', '16505550113']]);
    expect(
      await tx.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`),
    ).toEqual([]);
  });
  expect(await state()).toEqual(before);
});

test('another tenant learns nothing of it', async () => {
  await learn(['16505550114', 'US.Dora']);
  const stranger = '00000000-0000-7000-8000-000000000002';
  const [hashes] = await hashAliases(open.database, stranger, open.key, [named('US.Dora')]);
  expect(hashes).toEqual([hashRecipient(open.key, named('US.Dora'))]);
});

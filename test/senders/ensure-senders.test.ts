import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultTenantId, ensureTenant } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { ensureSenders } from '../../src/senders/ensure-senders.ts';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';

const [a, b, c] = ['+15550783881', '+15550783882', '+15550783883'];

let database: TestDatabase;
let own: Database;
beforeAll(async () => {
  database = await createDatabase();
  own = openDatabase({ connectionString: database.url, name: 'test', max: 1, log: createLog('error') });
  await own.transaction(ensureTenant);
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => database.query('DELETE FROM sender'));

test('two numbers whose ids were mixed up get each its own, and stay the senders that they were', async () => {
  await ensure({ [a]: '1', [b]: '2' });
  const before = await senders();
  await ensure({ [a]: '2', [b]: '1' });
  expect(await senders()).toEqual([
    { ...before[0], phoneNumberId: '2' },
    { ...before[1], phoneNumberId: '1' },
  ]);
});

test('three numbers whose ids went round get each its own', async () => {
  await ensure({ [a]: '1', [b]: '2', [c]: '3' });
  await ensure({ [a]: '2', [b]: '3', [c]: '1' });
  expect((await senders()).map((each) => each.phoneNumberId)).toEqual(['2', '3', '1']);
});

test('a number that was replaced under its id stays the same sender: what waits for it goes on', async () => {
  await ensure({ [a]: '1' });
  const [before] = await senders();
  await ensure({ [b]: '1' });
  expect(await senders()).toEqual([{ ...before, phoneNumber: b }]);
});

test('an id that moves to another known number is taken from the one that is no longer named', async () => {
  await ensure({ [a]: '1', [b]: '2' });
  await ensure({ [b]: '1' });
  const [first, second] = await senders();
  expect(first?.phoneNumberId).toMatch(/^none-/);
  expect(second).toMatchObject({ phoneNumber: b, phoneNumberId: '1' });
  await ensure({ [a]: '2', [b]: '1' });
  expect((await senders()).map((each) => each.phoneNumberId)).toEqual(['2', '1']);
});

test('an id of another tenant is refused with the name of the setting', async () => {
  const other = '00000000-0000-7000-8000-000000000002';
  await database.query(`INSERT INTO tenant (tenant_id, name) VALUES ($1, 'other')`, [other]);
  await database.query(
    `INSERT INTO sender (tenant_id, sender_id, phone_number, phone_number_id) VALUES ($1, gen_random_uuid(), $2, '9')`,
    [other, c],
  );
  await expect(ensure({ [a]: '9' })).rejects.toThrow(/WHATSAPP_SENDERS/);
  await expect(ensure({ [c]: '9' })).rejects.toThrow(/WHATSAPP_SENDERS/);
});

function ensure(numbers: Record<string, string>): Promise<unknown> {
  const wanted = Object.entries(numbers).map(([phoneNumber, phoneNumberId]) => ({
    phoneNumber,
    phoneNumberId,
    messagesPerSecond: 80,
  }));
  return own.transaction((tx) => ensureSenders(tx, defaultTenantId, wanted));
}

function senders() {
  return database.query<{ senderId: string; phoneNumber: string; phoneNumberId: string }>(
    `SELECT sender_id AS "senderId", phone_number AS "phoneNumber", phone_number_id AS "phoneNumberId"
     FROM sender WHERE tenant_id = $1 ORDER BY phone_number`,
    [defaultTenantId],
  );
}

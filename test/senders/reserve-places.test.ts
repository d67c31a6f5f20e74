import { expect, test } from 'vitest';
import { openContacts, tenantId } from '../contacts/open-contacts.ts';
import type { Tx } from '../../src/db/database.ts';
import { eventually } from '../support/eventually.ts';
import { reservePlaces } from '../../src/senders/reserve-places.ts';

const sender = { tenantId, senderId: '019b0000-0000-7000-8000-000000000001' };
const limits = { burst: 1, intervalMs: 6_000 };
const now = new Date();
const latest = new Date(now.getTime() + 60_000);

test('two workers that write to somebody for the first time at the same moment get two places, one after the other', async () => {
  await using contacts = await openContacts();
  const { database } = contacts;
  const reserve = (tx: Tx, messageId: string) =>
    reservePlaces(tx, sender, [{ messageId, hash: Buffer.alloc(32), slot: null, latest }], limits, now);

  const reserved = Promise.withResolvers<undefined>();
  const mayCommit = Promise.withResolvers<undefined>();
  const first = database.transaction(async (tx) => {
    const places = await reserve(tx, 'first');
    reserved.resolve(undefined);
    await mayCommit.promise;
    return places;
  });
  await reserved.promise;
  const second = database.transaction((tx) => reserve(tx, 'second'));
  // It waits for the first one, whose pair it cannot see yet.
  await eventually(
    () =>
      database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      ),
    (waiting) => waiting.length > 0,
  );
  mayCommit.resolve(undefined);

  expect(await first).toEqual(new Map([['first', 'GO']]));
  expect(await second).toEqual(new Map([['second', now.getTime() + limits.intervalMs]]));
  const [row] = await database.query<{ tat: Date }>('SELECT tat FROM pair_pace');
  expect(row?.tat.getTime()).toBe(now.getTime() + 2 * limits.intervalMs);
});

test('of several messages to one new recipient in one claim each gets its own place', async () => {
  await using contacts = await openContacts();
  const candidates = ['a', 'b', 'c'].map((messageId) => ({
    messageId,
    hash: Buffer.alloc(32),
    slot: null,
    latest,
  }));
  const places = await contacts.database.transaction((tx) =>
    reservePlaces(tx, sender, candidates, limits, now),
  );
  expect([...places.values()]).toEqual(['GO', now.getTime() + 6_000, now.getTime() + 12_000]);
});

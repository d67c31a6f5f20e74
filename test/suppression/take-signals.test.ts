import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { learnAliases } from '../../src/contacts/learn-aliases.ts';
import type { Recipient } from '../../src/recipient/recipient.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import { takeSignals, type Signal } from '../../src/suppression/take-signals.ts';
import { openContacts, tenantId, type OpenContacts } from '../contacts/open-contacts.ts';

let open: OpenContacts;
beforeAll(async () => {
  open = await openContacts();
  const shown = [['16505550120', 'US.Alias']];
  await open.database.transaction((tx) => learnAliases(tx, tenantId, open.key, shown));
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(() => open.database.query('TRUNCATE suppression'));

const names: Recipient[] = [{ phone: phoneNumber.parse('+16505550120') }, { userId: 'US.Alias' }];
const second = (at: number): Date => new Date(Date.UTC(2026, 10, 1, 12, 0, at));
const take = (signals: readonly Signal[]) =>
  open.database.transaction((tx) => takeSignals(tx, tenantId, open.key, signals));

/** Which scopes keep the person back now. */
async function standing(): Promise<string[]> {
  const rows = await open.database.query<{ scope: string }>(
    'SELECT DISTINCT scope FROM suppression WHERE active ORDER BY scope',
  );
  return rows.map((row) => row.scope);
}

/** For each scope the latest wish; of two in one second, to be left alone. */
function expected(signals: readonly Signal[]): string[] {
  return ['ALL', 'MARKETING'].filter((scope) => {
    const about = signals.filter(
      (each) => each.scope === scope || (each.wish === 'START' && each.scope === 'ALL'),
    );
    const latest = (wish: Signal['wish']): number =>
      Math.max(-1, ...about.filter((each) => each.wish === wish).map((each) => each.at?.getTime() ?? 0));
    return latest('STOP') >= 0 && latest('STOP') >= latest('START');
  });
}

const signal: fc.Arbitrary<Signal> = fc.record({
  recipient: fc.constantFrom(...names),
  wish: fc.constantFrom('STOP', 'START'),
  scope: fc.constantFrom('ALL', 'MARKETING'),
  source: fc.constant('KEYWORD'),
  at: fc.integer({ min: 0, max: 5 }).map(second),
});
const batches = fc.array(fc.array(signal, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 });

/** Somebody leaves under one name, comes back under the other, and the leaving is told last: few random histories hold that. */
const toldLate: Signal[][] = [
  [{ recipient: { userId: 'US.Alias' }, wish: 'START', scope: 'ALL', source: 'KEYWORD', at: second(2) }],
  [
    {
      recipient: { phone: phoneNumber.parse('+16505550120') },
      wish: 'STOP',
      scope: 'ALL',
      source: 'KEYWORD',
      at: second(1),
    },
  ],
];

test('signals may come in any order, twice, in any batches and under any name: the latest wish for each scope holds', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      await open.database.query('TRUNCATE suppression');
      for (const batch of all) await take(batch);
      expect(await standing()).toEqual(expected(all.flat()));
      for (const batch of all) await take(batch);
      expect(await standing()).toEqual(expected(all.flat()));
    }),
    { numRuns: 60, examples: [[toldLate]] },
  );
});

test('of several returns in one batch the latest counts against an older wish that comes after them', async () => {
  const [recipient] = names;
  if (!recipient) throw new Error('Expected a name.');
  const about = { recipient, scope: 'ALL', source: 'KEYWORD' } as const;
  const returns = [1, 3, 2].map((at) => ({ ...about, wish: 'START' as const, at: second(at) }));
  await take(returns);
  await take([{ ...about, wish: 'STOP', at: second(2) }]);
  expect(await standing()).toEqual([]);
});

test('every event of the log is a change of the list, and the last one says how it stands', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      await open.database.query('TRUNCATE suppression');
      const last = new Map<string, string>();
      for (const batch of all) {
        for (const draft of await take(batch)) {
          expect(draft).toMatchObject({ subject: 'SUPPRESSION', kind: 'CHANGED' });
          expect(draft.status).not.toBe(last.get(draft.messageId) ?? 'REMOVED');
          last.set(draft.messageId, draft.status);
        }
      }
      const rows = await open.database.query<{ id: string }>(
        'SELECT suppression_id AS id FROM suppression WHERE active ORDER BY 1',
      );
      const added = [...last].filter(([, change]) => change === 'ADDED').map(([id]) => id);
      expect(rows.map((row) => row.id)).toEqual(added.sort());
    }),
    { numRuns: 40 },
  );
});

test('a time in the future counts as now, so that it cannot outlast a later wish', async () => {
  const [recipient] = names;
  if (!recipient) throw new Error('Expected a name.');
  const about = { recipient, scope: 'ALL', source: 'KEYWORD' } as const;
  await take([{ ...about, wish: 'STOP', at: new Date('2099-01-01') }]);
  expect(await standing()).toEqual(['ALL']);
  await take([{ ...about, wish: 'START' }]);
  expect(await standing()).toEqual([]);
});

test('who comes back without having left is remembered without a name', async () => {
  const [recipient] = names;
  if (!recipient) throw new Error('Expected a name.');
  await take([{ recipient, scope: 'ALL', source: 'KEYWORD', wish: 'START', at: second(5) }]);
  const rows = await open.database.query('SELECT phone, user_id, reason, active FROM suppression');
  expect(rows).toEqual(Array(2).fill({ phone: null, user_id: null, reason: null, active: false }));
});

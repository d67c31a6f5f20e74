import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import type { PeopleReading } from '../../src/whatsapp/read-people.ts';
import { fixture } from './fixture.ts';
import { changes, metadata } from './webhook-body.ts';

/** What all items of one change show together. */
const read = (value: object, field = 'messages'): Pick<PeopleReading, 'shown' | 'wishes'> => {
  const { people } = readWebhook(changes([{ field, value: { ...metadata, ...value } }]));
  return { shown: people.flatMap((each) => each.shown), wishes: people.flatMap((each) => each.wishes) };
};

test('names that stand side by side are read wherever WhatsApp puts them', () => {
  const reading = read({
    contacts: [{ wa_id: '16505550101', user_id: 'US.A', parent_user_id: 'US.ENT.A' }],
    messages: [{ from: '16505550102', from_user_id: 'US.B', from_parent_user_id: 'US.ENT.B', type: 'image' }],
    statuses: [
      { recipient_id: '16505550103', recipient_user_id: 'US.C', parent_recipient_user_id: 'US.ENT.C' },
    ],
    user_preferences: [{ wa_id: '16505550104', user_id: 'US.D' }],
  });
  expect(reading.shown).toEqual([
    ['16505550101', 'US.A', 'US.ENT.A'],
    ['16505550103', 'US.C', 'US.ENT.C'],
    ['16505550104', 'US.D'],
    ['16505550102', 'US.B', 'US.ENT.B'],
  ]);
});

test('somebody who changed their number is one person under the old and the new', () => {
  const system = { type: 'user_changed_number', wa_id: '16505550102', user_id: 'US.New' };
  expect(read({ messages: [{ from: '16505550101', type: 'system', system }] }).shown).toEqual([
    ['16505550101', '16505550102', 'US.New'],
  ]);
});

test('a group is nobody’s name, and a single name says nothing', () => {
  const group = { recipient_id: 'Y2FwaV9ncm91cDox', recipient_type: 'group', recipient_user_id: 'US.A' };
  const inGroup = {
    recipient_id: '120363000000000',
    recipient_participant_id: '16505550101',
    recipient_user_id: 'US.A',
  };
  expect(read({ statuses: [group, inGroup, { recipient_id: '16505550101' }] })).toMatchObject({
    shown: [],
    wishes: [],
  });
});

test('stopping and resuming in the app is read with its time, other preferences are not', async () => {
  const { people } = readWebhook(Buffer.from(await fixture('webhook-user-preferences')));
  expect(people).toMatchObject([
    { wishes: [{ names: ['16505550101'], at: new Date(1_788_256_999_000), said: { preference: 'stop' } }] },
  ]);
  const odd = [
    { category: 'service_messages', value: 'stop' },
    { category: 'marketing_messages', value: 'opt_out' },
    { category: 'marketing_messages' },
    { value: 'stop' },
  ];
  const user_preferences = odd.map((each) => ({ wa_id: '16505550101', timestamp: 1_788_256_999, ...each }));
  const reading = readWebhook(
    changes([{ field: 'user_preferences', value: { ...metadata, user_preferences } }]),
  );
  expect(reading.people).toEqual([]);
  expect(reading.problems.map(({ reason }) => reason)).toEqual(odd.map(() => 'UNKNOWN_PREFERENCE'));
  const named = [{ wa_id: '16505550101', user_id: 'US.A', value: 'opt_out' }];
  expect(read({ user_preferences: named }, 'user_preferences').shown).toEqual([['16505550101', 'US.A']]);
});

describe('no wish in user_preferences is lost silently:', () => {
  const preference = { category: 'marketing_messages', value: 'stop', timestamp: 1_788_256_999 };
  const one = (given: object, contacts: readonly object[] = []) =>
    readWebhook(
      changes([
        {
          field: 'user_preferences',
          value: { ...metadata, contacts, user_preferences: [{ ...preference, ...given }] },
        },
      ]),
    );

  test.each([' STOP ', 'Stop', 'stop'])('%j is a stop however it is written', (value) => {
    expect(one({ value, wa_id: '16505550101' }).people).toMatchObject([
      { wishes: [{ said: { preference: 'stop' } }] },
    ]);
  });

  test.each([
    '1 650 555 0101',
    '+1 (650) 555-0101',
    '+1.650.555.0101',
    '1\u00a0650\u00a0555\u00a00101',
    16505550101,
  ])('the number %j is a name', (wa_id) => {
    expect(one({ wa_id }).people).toMatchObject([{ wishes: [{ names: ['16505550101'] }] }]);
  });

  test.each(['whatsapp:+16505550101', 'Ana', '', null, '0', '1'.repeat(16)])(
    'the name %j is none: the only contact is meant, and without one that is told',
    (wa_id) => {
      expect(one({ wa_id }, [{ user_id: 'US.A' }]).people).toMatchObject([{ wishes: [{ names: ['US.A'] }] }]);
      expect(one({ wa_id })).toMatchObject({ people: [], problems: [{ reason: 'NO_NAME' }] });
    },
  );

  test('coming back without a time is told, since nobody knows whether that was before a stop', () => {
    const given = { value: 'resume', timestamp: 'soon', wa_id: '16505550101' };
    expect(one(given)).toMatchObject({ people: [], problems: [{ reason: 'NO_TIME' }] });
    expect(one({ ...given, value: 'stop' }).people).toMatchObject([{ wishes: [{ at: undefined }] }]);
  });
});

describe('the field user_id_update shows every name of one person', () => {
  const update = {
    wa_id: '16505550101',
    user_id: { previous: 'US.OLD', current: 'US.NEW' },
    parent_user_id: { previous: 'US.ENT.OLD', current: 'US.ENT.NEW' },
    timestamp: '1788256999',
  };
  const all = ['16505550101', 'US.OLD', 'US.NEW', 'US.ENT.OLD', 'US.ENT.NEW'];

  test.each([
    ['in a list', [update]],
    ['alone', update],
  ])('%s', (_how, given) => {
    expect(read({ user_id_update: given }, 'user_id_update').shown).toEqual([all]);
  });

  test.each([
    { user_id: { old: 'US.OLD', new: 'US.NEW' } },
    { previous_user_id: 'US.OLD', current_user_id: 'US.NEW' },
    { old_user_id: 'US.OLD', user_id: 'US.NEW' },
  ])('in other words: %j', (given) => {
    expect(new Set(read({ user_id_update: [given] }, 'user_id_update').shown.flat())).toEqual(
      new Set(['US.OLD', 'US.NEW']),
    );
  });

  test.each([[{ user_id: { current: 'US.NEW' } }], [{}], [5]])(
    'and is told when it shows none: %j',
    (given) => {
      const value = { ...metadata, user_id_update: [given] };
      expect(readWebhook(changes([{ field: 'user_id_update', value }])).problems).toHaveLength(1);
    },
  );
});

test.each(
  ['previous', 'old', 'new', 'current'].flatMap((side) =>
    ['wa_id', 'user_id', 'parent_user_id'].map((kind) => `${side}_${kind}`),
  ),
)('a system message links %s, in whichever spelling, beside the sender or in its part', (key) => {
  const [name, spelt] = key.endsWith('wa_id')
    ? ['573001112233', '+57 300 111 2233']
    : [
        key.includes('parent') ? 'US.ENT.Other' : 'US.Other',
        key.includes('parent') ? 'US.ENT.Other' : 'US.Other',
      ];
  const message = { from_user_id: 'US.A', type: 'system' };
  const system = { type: 'user_changed_number', [key]: spelt };
  expect(read({ messages: [{ ...message, system }] }).shown).toEqual([['US.A', name]]);
  expect(read({ messages: [{ ...message, [key]: spelt }] }).shown).toEqual([['US.A', name]]);
});

test('a system message links both sides of a change that stand in one field', () => {
  const system = { type: 'user_changed_user_id', user_id: { previous: 'US.OLD', current: 'US.NEW' } };
  expect(read({ messages: [{ type: 'system', system }] }).shown).toEqual([['US.OLD', 'US.NEW']]);
});

describe('people who are told of together are not one person', () => {
  const from = { from: '16505550101', type: 'system' };
  const other = { wa_id: '16505550102' };
  test.each([
    ['in a group', { ...from, group_id: 'g', system: { type: 'user_changed_number', ...other } }],
    ['who joins a group', { ...from, group_id: 'g', system: { type: 'group_participant_added', ...other } }],
    ['under a word that is no change', { ...from, system: { type: 'group_participant_added', ...other } }],
    ['under a type that is no word', { ...from, system: { type: 5, ...other } }],
    [
      'in a text of another type',
      { ...from, system: { body: 'Ana went from 16505550101 to 16505550102', type: 'moved_or_changed' } },
    ],
  ])('%s', (_how, message) => {
    expect(read({ messages: [message] }).shown).toEqual([]);
  });

  test('but a change without a type is one', () => {
    expect(read({ messages: [{ ...from, system: other }] }).shown).toEqual([['16505550101', '16505550102']]);
  });
});

describe('fields that are null or empty take nothing away:', () => {
  test.each([null, '', undefined])('a group of %j is none, and STOP counts', (group_id) => {
    const message = { from: '16505550101', type: 'text', text: { body: 'STOP' }, group_id };
    expect(read({ messages: [message] }).wishes).toHaveLength(1);
  });

  test.each([null, '', undefined])('a participant of %j is none, and error 131050 counts', (participant) => {
    const status = {
      ...{
        id: 'wamid.1',
        status: 'failed',
        recipient_id: '16505550101',
        recipient_participant_id: participant,
      },
      errors: [{ code: 131026 }, { code: 131050 }],
    };
    expect(read({ statuses: [status] }).wishes).toMatchObject([
      { names: ['16505550101'], said: { errors: ['131026', '131050'] } },
    ]);
  });

  test('errors that are no list count too', () => {
    const status = { status: 'failed', recipient_id: '16505550101', errors: { code: 131050 } };
    expect(read({ statuses: [status] }).wishes).toMatchObject([{ said: { errors: ['131050'] } }]);
  });
});

test('other fields, such as the history of an app, are not news', () => {
  const messages = [{ from: '16505550101', from_user_id: 'US.A', type: 'text', text: { body: 'STOP' } }];
  expect(read({ messages }, 'history')).toEqual({ shown: [], wishes: [] });
});

test('a wish whose own name is hidden belongs to the only contact beside it', () => {
  const messages = [{ type: 'text', text: { body: 'STOP' } }];
  const contact = { user_id: 'US.A' };
  expect(read({ messages, contacts: [contact] }).wishes).toMatchObject([{ names: ['US.A'] }]);
  expect(read({ messages, contacts: [contact, { user_id: 'US.B' }] }).wishes).toEqual([]);
});

test('whatever stands there, reading it never throws', () => {
  const some = fc.array(
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('from', 'wa_id', 'type', 'system'), fc.jsonValue()),
    ),
  );
  fc.assert(
    fc.property(some, some, some, (contacts, messages, statuses) => {
      expect(read({ contacts, messages, statuses, user_preferences: messages })).toBeDefined();
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
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
    { category: 'marketing_messages', value: 'pause' },
  ];
  const user_preferences = odd.map((each) => ({ wa_id: '16505550101', ...each }));
  expect(read({ user_preferences }, 'user_preferences')).toMatchObject({ wishes: [] });
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

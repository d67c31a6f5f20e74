import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { inbound, messages } from './webhook-body.ts';

function read(changed: object, contacts: readonly unknown[] = []) {
  return readWebhook(messages([inbound(changed)], contacts));
}

const ana = {
  ...{ wa_id: '16505550101', user_id: 'US.A', parent_user_id: 'US.ENT.A' },
  profile: { name: 'Ana', username: 'ana' },
};

describe('a message is never given to another person:', () => {
  test.each([null, '', undefined])('two fields that are %j are not the same name', (none) => {
    const contacts = [
      { ...ana, user_id: none },
      { wa_id: '16505550102', user_id: none, profile: { name: 'Bob' } },
    ];
    const { messages } = read({ from: '16505550102', from_user_id: none }, contacts);
    expect(messages).toMatchObject([
      { fromPhone: '+16505550102', fromUserId: undefined, profileName: 'Bob' },
    ]);
    const nameless = [
      { wa_id: none, user_id: 'US.A' },
      { wa_id: none, user_id: 'US.B' },
    ];
    expect(read({ from: none }, nameless).problems).toMatchObject([{ reason: 'NO_SENDER' }]);
  });

  test('names that are no names are not the same either', () => {
    const contacts = [
      { wa_id: 'Ana', user_id: 'US.A' },
      { wa_id: 'Ana', user_id: 'US.B' },
    ];
    expect(read({ from: 'Ana' }, contacts).problems).toMatchObject([{ reason: 'NO_SENDER' }]);
  });
});

describe('the contact beside a message is found', () => {
  test.each([
    ['by a number', { from: '16505550101' }],
    ['by a number that came as one', { from: 16505550101 }],
    ['by a number in another spelling', { from: '+1 650 555 0101' }],
    ['by a user id', { from: undefined, from_user_id: 'US.A' }],
    ['by a parent id alone', { from: undefined, from_parent_user_id: 'US.ENT.A' }],
    ['because it is the only one, and nobody is named', { from: '' }],
    ['because it is the only one, and the name is none', { from: 'whatsapp:+16505550101' }],
  ])('%s', (_how, changed) => {
    expect(read(changed, [ana]).messages).toMatchObject([
      { fromPhone: '+16505550101', fromUserId: 'US.A', profileName: 'Ana', username: 'ana' },
    ]);
  });

  test('among others, and the first of two with one name counts', () => {
    const contacts = [{ wa_id: '16505550102' }, ana, { ...ana, profile: { name: 'Twin' } }];
    expect(read({}, contacts).messages).toMatchObject([{ profileName: 'Ana' }]);
  });

  test('but the only contact is not who is named otherwise', () => {
    expect(read({ from: '16505550102' }, [ana]).messages).toMatchObject([
      { fromPhone: '+16505550102', fromUserId: undefined, profileName: undefined },
    ]);
  });
});

test('the contacts of a change are looked through once, however many messages stand beside them', () => {
  let looks = 0;
  const some = 2_000;
  const contacts = Array.from({ length: some }, () => ({}));
  const items = Array.from({ length: some }, (_, index) => inbound({ id: `wamid.${index}` }));
  const { parse } = JSON;
  // Each look at a contact is counted where it asks for the number.
  JSON.parse = (text: string): unknown => {
    const body = parse(text) as { entry: { changes: { value: { contacts: object[] } }[] }[] };
    for (const contact of body.entry[0]?.changes[0]?.value.contacts ?? []) {
      Object.defineProperty(contact, 'wa_id', {
        get: () => {
          looks += 1;
          return undefined;
        },
      });
    }
    return body;
  };
  try {
    expect(readWebhook(messages(items, contacts)).messages).toHaveLength(some);
  } finally {
    JSON.parse = parse;
  }
  expect(looks).toBeLessThanOrEqual(3 * some);
});

test.each([null, ''])('a group of %j is none', (group_id) => {
  expect(read({ group_id })).toMatchObject({ messages: [{ groupId: undefined }], problems: [] });
});

import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { renderContacts } from '../../src/whatsapp/render-contacts.ts';
import { renderLocation } from '../../src/whatsapp/render-location.ts';
import { issuesOf } from '../content/issues-of.ts';

const name = { formattedName: 'Ana' };

function rendered(card: object): object | undefined {
  const parsed = content.parse({ contacts: [{ name, ...card }] });
  if (parsed.type !== 'contacts') throw new Error('Expected contacts.');
  return renderContacts(parsed.contacts)[0];
}

describe('empty fields of an address book are taken, and nothing of them goes out:', () => {
  test.each([
    [
      'names',
      { name: { ...name, firstName: '', lastName: '', middleName: '', prefix: '', suffix: '' } },
      { name: { formatted_name: 'Ana' } },
    ],
    ['an organisation', { org: { company: '', department: '', title: '' } }, {}],
    [
      'a part of one',
      { org: { company: 'Example', department: '', title: '' } },
      { org: { company: 'Example' } },
    ],
    [
      'the type of a phone',
      { phones: [{ phone: '+16505550102', type: '', waId: '' }] },
      { phones: [{ phone: '+16505550102' }] },
    ],
    [
      'the number beside an id',
      { phones: [{ phone: '', waId: '16505550102' }] },
      { phones: [{ wa_id: '16505550102' }] },
    ],
    [
      'the types of an email and a page',
      { emails: [{ email: 'ana@example.com', type: '' }], urls: [{ url: 'example.com', type: '' }] },
      { emails: [{ email: 'ana@example.com' }], urls: [{ url: 'example.com' }] },
    ],
    [
      'an address beside another',
      {
        addresses: [
          { street: '', city: '', state: '', zip: '', country: '', countryCode: '', type: '' },
          { city: 'Porto' },
        ],
      },
      { addresses: [{ city: 'Porto' }] },
    ],
    ['a birthday', { birthday: '' }, {}],
  ])('%s', (_what, card, expected) => {
    expect(rendered(card)).toEqual({ name: { formatted_name: 'Ana' }, ...expected });
  });

  test('but a card has a name, and a phone has a number', () => {
    expect(issuesOf(content, { contacts: [{ name: { formattedName: '' } }] })).toEqual([
      ['contacts.0.name.formattedName', 'EMPTY_TEXT'],
    ]);
    expect(
      issuesOf(content, { contacts: [{ name, phones: [{ phone: '', waId: '', type: 'WORK' }] }] }),
    ).toEqual([['contacts.0.phones.0', 'EMPTY_ENTRY']]);
  });
});

test('a location may have an empty name and an empty address, and goes out without them', () => {
  const parsed = content.parse({ location: { latitude: 1, longitude: 2, name: '', address: '' } });
  if (parsed.type !== 'location') throw new Error('Expected a location.');
  expect(renderLocation(parsed.location)).toEqual({ latitude: '1', longitude: '2' });
});

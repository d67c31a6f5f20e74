import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { changes, inbound, messages, metadata, status, statuses } from './webhook-body.ts';

function readMessage(changed: object, contacts: readonly unknown[] = []) {
  const reading = readWebhook(messages([inbound({ text: undefined, ...changed })], contacts));
  const [message] = reading.messages;
  if (!message) throw new Error(`Expected one message, got ${JSON.stringify(reading.problems)}.`);
  return message;
}

function readStatus(changed: object) {
  const [read] = readWebhook(statuses([status(changed)])).statuses;
  if (!read) throw new Error('Expected one status.');
  return read;
}

describe('a status of a payment or a call is none of the delivery:', () => {
  test.each([
    ['payment', 'failed'],
    ['payment', 'captured'],
    ['payment', 'pending'],
    ['call', 'delivered'],
    ['something_new', 'read'],
    ['toString', 'sent'],
  ])('of type %s, %s is kept under a word of its own', (type, word) => {
    expect(readStatus({ type, status: word }).status).toBe(`${type}.${word}`);
  });

  test('a payment without a type is known by what it holds', () => {
    expect(readStatus({ status: 'failed', payment: { reference_id: 'r' } }).status).toBe('payment.failed');
  });

  test.each([undefined, null, '', 'message'])('but type %j is the delivery', (type) => {
    expect(readStatus({ type, status: 'failed' }).status).toBe('failed');
  });

  test('a type that is no word is set aside with its status', () => {
    expect(readWebhook(statuses([status({ type: 5 })])).problems).toMatchObject([{ reason: 'BAD_TYPE' }]);
  });

  test('a failed payment with code 131050 opts nobody out', () => {
    const failed = { type: 'payment', status: 'failed', errors: [{ code: 131050 }] };
    expect(readWebhook(statuses([status(failed)])).people).toEqual([]);
  });
});

describe('what programs compare is kept whole, however long:', () => {
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const long = 'x'.repeat(70_000);
  const link = `https://example.com/?signature=${long}`;

  test.each([
    docx,
    docx.replace('wordprocessingml.document', 'presentationml.presentation'),
    `${docx}; a=${long}`,
  ])('the type of a document', (mimeType) => {
    const part = { id: '1', mime_type: mimeType, sha256: long, url: link, filename: `${long}.docx` };
    expect(readMessage({ type: 'document', document: part }).content).toMatchObject({
      ...{ mimeType, sha256: long, url: link, filename: `${long}.docx` },
    });
  });

  test('the answers of a flow', () => {
    const responseJson = JSON.stringify({ answer: long });
    const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: responseJson } };
    expect(readMessage({ type: 'interactive', interactive }).content).toMatchObject({ responseJson });
  });

  test('the links of a referral, and its other words', () => {
    const referral = {
      source_url: link,
      image_url: link,
      source_type: long,
      media_type: long,
      ctwa_clid: long,
    };
    expect(readMessage({ type: 'text', text: { body: 'Hi' }, referral }).referral).toMatchObject({
      ...{ sourceUrl: link, mediaUrl: link, sourceType: long, mediaType: long, clickId: long },
    });
  });

  test('payloads, ids of buttons and rows, links and addresses of cards', () => {
    expect(readMessage({ type: 'button', button: { payload: long } }).content).toMatchObject({
      payload: long,
    });
    const interactive = { type: 'list_reply', list_reply: { id: long } };
    expect(readMessage({ type: 'interactive', interactive }).content).toMatchObject({ id: long });
    const card = {
      name: { formatted_name: 'Ana' },
      urls: [{ url: link }],
      emails: [{ email: long }],
      vcard: long,
    };
    expect(readMessage({ type: 'contacts', contacts: [card] }).content).toMatchObject({
      cards: [{ card: { urls: [{ url: link }], emails: [{ email: long }] }, vcard: long }],
    });
  });

  test('the JSON of a kind that nobody knows', () => {
    expect(readMessage({ type: 'poll', poll: { long } }).content).toMatchObject({ raw: { long } });
  });
});

describe('who wrote is known', () => {
  test('by the only contact, when the answer to a contact request names nobody', () => {
    const card = { name: { formatted_name: 'Ana' }, phones: [{ phone: '+16505550101' }] };
    const read = readMessage(
      { from: undefined, type: 'contacts', contacts: [card], origin: 'contact_request' },
      [{ user_id: 'US.A', profile: { name: 'Ana' } }],
    );
    expect(read).toMatchObject({
      ...{ fromUserId: 'US.A', profileName: 'Ana' },
      content: { type: 'CONTACTS', cards: [{ origin: 'contact_request' }] },
    });
  });

  test('by a parent id alone', () => {
    expect(readMessage({ from: undefined, from_parent_user_id: 'US.ENT.A', type: 'x' }).fromUserId).toBe(
      'US.ENT.A',
    );
    expect(readMessage({ from: undefined, type: 'x' }, [{ parent_user_id: 'US.ENT.B' }]).fromUserId).toBe(
      'US.ENT.B',
    );
  });

  test('but not when there are two contacts', () => {
    const two = [{ user_id: 'US.A' }, { user_id: 'US.B' }];
    expect(readWebhook(messages([inbound({ from: undefined })], two)).problems).toMatchObject([
      { reason: 'NO_SENDER' },
    ]);
  });

  test.each(['@ana', 'ana'])('the user name %j has no "@"', (username) => {
    const contact = { wa_id: '16505550101', profile: { username } };
    expect(readMessage({ type: 'text', text: { body: 'Hi' } }, [contact]).username).toBe('ana');
  });
});

describe('the errors of a message are shown beside it', () => {
  const errors = [{ code: 131052, title: 'Media download error', error_data: { details: 'Gone.' } }];
  const read = [{ code: '131052', title: 'Media download error', details: 'Gone.' }];

  test('of a file with an id', () => {
    expect(readMessage({ type: 'image', image: { id: '1' }, errors })).toMatchObject({
      content: { type: 'IMAGE', id: '1', errors: read },
    });
  });

  test('of a file without one', () => {
    expect(readMessage({ type: 'image', image: {}, errors }).content).toMatchObject({
      type: 'OTHER',
      errors: read,
    });
    expect(readMessage({ type: 'image', errors }).content).toMatchObject({ type: 'OTHER', errors: read });
  });

  test('of any other kind, and none where there are none', () => {
    expect(readMessage({ type: 'text', text: { body: 'a' }, errors }).content).toMatchObject({
      errors: read,
    });
    expect(readMessage({ type: 'text', text: { body: 'a' } }).content).not.toHaveProperty('errors');
  });
});

describe('a system message tells the old id and the new one apart:', () => {
  const [old, now] = ['US.OLD', 'US.NEW'];
  const both = { userId: now, previousUserId: old };
  const change = (names: object, system: object) =>
    readMessage({ type: 'system', ...names, system: { type: 'user_changed_user_id', ...system } }).content;

  test.each([
    ['the sender has the new one', { from_user_id: now }, { previous_user_id: old }],
    ['the sender has the old one', { from_user_id: old }, { user_id: now }],
    ['the sender has the old one, by another name', { from_user_id: old }, { new_user_id: now }],
    ['both are named', { from_user_id: now }, { old_user_id: old, user_id: now }],
    ['both stand in one field', {}, { user_id: { previous: old, current: now } }],
    ['both stand in one field, in older words', { from_user_id: now }, { user_id: { old, new: now } }],
    ['the old one stands beside it', { from_user_id: now, previous_user_id: old }, {}],
    ['there are nulls beside it', { from_user_id: now, previous_user_id: null }, { previous_user_id: old }],
  ])('%s', (_how, names, system) => {
    expect(change(names, system)).toMatchObject(both);
  });

  test.each([
    [
      'the old one alone is not the new one too',
      { from_user_id: old },
      { previous_user_id: old },
      { previousUserId: old },
    ],
    ['an id that stayed has no old one', { from_user_id: now }, { user_id: now }, { userId: now }],
    ['a null is no old id', { from_user_id: now, previous_user_id: null }, {}, {}],
    [
      'who is named in another event was not the sender',
      { from_user_id: old },
      { type: 'group_participant_added', user_id: now },
      { userId: now },
    ],
  ])('%s', (_how, names, system, expected) => {
    expect(change(names, system)).toMatchObject({
      userId: undefined,
      previousUserId: undefined,
      ...expected,
    });
  });
});

test('an empty field hides nothing that stands in the next', () => {
  const referral = { image_url: '', video_url: null, thumbnail_url: 'https://example.com/a' };
  expect(readMessage({ type: 'text', text: { body: 'Hi' }, referral }).referral).toMatchObject({
    mediaUrl: 'https://example.com/a',
  });
  const edit = { original_message_id: '', message_id: 'wamid.OUT1' };
  expect(readMessage({ type: 'edit', edit }).content).toMatchObject({ wamid: 'wamid.OUT1' });
  expect(readMessage({ type: 'poll', errors: null }).content).toMatchObject({ raw: null });
});

describe('errors in other shapes lose nothing:', () => {
  const told = (errors: unknown) => readStatus({ status: 'failed', errors }).errors;

  test('an only error that is in no list', () => {
    expect(told({ code: 131050, title: 't' })).toMatchObject([{ code: '131050', title: 't' }]);
  });

  test.each([
    ['in the error itself', { details: 'Gone.' }],
    ['as a text', { error_data: 'Gone.' }],
    ['as JSON', { error_data: '{"details":"Gone."}' }],
    ['in the usual place', { error_data: { details: 'Gone.' }, details: 'Other.' }],
    [
      'in the message, when all others are blank',
      { error_data: { details: ' ' }, details: '', message: 'Gone.' },
    ],
  ])('details %s', (_where, given) => {
    expect(told([{ code: 131051, title: 't', ...given }])).toEqual([
      { code: '131051', title: 't', details: 'Gone.' },
    ]);
  });

  test.each(['+16505550101 Ana', 'Ana', '131051x', '1'.repeat(11), {}, 1.5, ''])(
    'but nothing that a person may be named by is taken for a code: %j',
    (code) => {
      expect(told([{ code, title: 't' }])).toMatchObject([{ code: 'UNKNOWN', title: 't' }]);
      const { problems } = readWebhook(
        changes([{ field: 'messages', value: { ...metadata, errors: [{ code }] } }]),
      );
      expect(problems).toMatchObject([{ reason: 'ACCOUNT_ERROR_UNKNOWN' }]);
    },
  );
});

test.each(['1788256800', '1788256800123', 1788256800123, 1788256800])(
  'the time %j is read to the second',
  (timestamp) => {
    expect(readStatus({ timestamp }).providerAt).toEqual(new Date('2026-09-01T10:00:00Z'));
    expect(readMessage({ type: 'text', text: { body: 'a' }, timestamp }).providerAt).toEqual(
      new Date('2026-09-01T10:00:00Z'),
    );
  },
);

test('errors that stand beside messages or without them are told, each with its place', () => {
  const errors = [{ code: 131035, title: 't' }, { code: 131000 }, { code: 0 }, 'odd'];
  expect(
    readWebhook(changes([{ field: 'messages', value: { ...metadata, errors } }])).problems,
  ).toMatchObject(
    ['ACCOUNT_ERROR_131035', 'ACCOUNT_ERROR_131000', 'ACCOUNT_ERROR_0', 'NOT_AN_OBJECT'].map(
      (reason, index) => ({
        path: `entry.0.changes.0.value.errors.${index}`,
        reason,
      }),
    ),
  );
});

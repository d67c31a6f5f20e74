import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { fixture } from './fixture.ts';
import { changes, status, statuses } from './webhook-body.ts';

describe('a status is read whole', () => {
  test('sent, with conversation and price', async () => {
    expect(readWebhook(Buffer.from(await fixture('webhook-sent')))).toEqual({
      statuses: [
        {
          path: 'entry.0.changes.0.value.statuses.0',
          phoneNumberId: '106540352242922',
          wamid: 'wamid.OUT1',
          status: 'sent',
          providerAt: new Date('2026-09-01T10:00:00Z'),
          opaque: 'm:01J8ZK3T:1',
          recipientId: '16505550101',
          errors: [],
          pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' },
          conversation: { id: 'c7a1', originType: 'utility', expiresAt: new Date('2026-09-02T10:00:00Z') },
        },
      ],
      messages: [],
      people: [],
      others: 0,
      problems: [],
    });
  });

  test('failed, with its error', async () => {
    const { statuses } = readWebhook(Buffer.from(await fixture('webhook-failed')));
    expect(statuses).toEqual([
      {
        path: 'entry.0.changes.0.value.statuses.0',
        phoneNumberId: '106540352242922',
        wamid: 'wamid.OUT2',
        status: 'failed',
        providerAt: new Date('2026-09-01T10:00:04Z'),
        opaque: 'm:01J8ZK40:1',
        recipientId: '16505550101',
        errors: [
          {
            code: '131047',
            title: 'Re-engagement message',
            details:
              'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
          },
        ],
      },
    ]);
  });

  test('delivered to one participant of a group', async () => {
    const { statuses } = readWebhook(Buffer.from(await fixture('webhook-group-delivered')));
    expect(statuses).toMatchObject([{ recipientId: 'Y2FwaV9ncm91cDox', participant: '16505550102' }]);
  });
});

describe('a bad item is set aside by its place, when it', () => {
  test.each([
    ['is no object', 5, 'NOT_AN_OBJECT'],
    ['is null', null, 'NOT_AN_OBJECT'],
    ['has no id', status({ id: undefined }), 'BAD_ID'],
    ['has an empty id', status({ id: '' }), 'BAD_ID'],
    ['has an id of 513 characters', status({ id: 'w'.repeat(513) }), 'BAD_ID'],
    ['has U+0000 in its id', status({ id: 'wamid.\0' }), 'BAD_ID'],
    ['has half an emoji in its id', status({ id: 'wamid.\uD83D' }), 'BAD_ID'],
    ['has no status', status({ status: undefined }), 'BAD_STATUS'],
    ['has a number as status', status({ status: 5 }), 'BAD_STATUS'],
    ['has null as status', status({ status: null }), 'BAD_STATUS'],
    ['has an empty status', status({ status: '' }), 'BAD_STATUS'],
    ['has a status of 65 characters', status({ status: 's'.repeat(65) }), 'BAD_STATUS'],
    ['is nested too deep', status({ extra: nested(40) }), 'TOO_DEEP'],
  ])('%s', (_what, bad, reason) => {
    const reading = readWebhook(statuses([status({ id: 'wamid.A' }), bad, status({ id: 'wamid.B' })]));
    expect(reading.statuses.map(({ wamid }) => wamid)).toEqual(['wamid.A', 'wamid.B']);
    expect(reading.problems).toMatchObject([{ path: 'entry.0.changes.0.value.statuses.1', reason }]);
  });

  test('has no phone number id above it', () => {
    const body = changes([{ field: 'messages', value: { metadata: null, statuses: [status()] } }]);
    expect(readWebhook(body).problems).toEqual([
      { path: 'entry.0.changes.0.value.statuses.0', reason: 'NO_PHONE_NUMBER_ID' },
    ]);
  });
});

describe('an odd field costs the field and not the status:', () => {
  test.each([
    '0',
    'abc',
    '-1',
    '1e18',
    '1788256800.',
    '2026-09-01T10:00:00',
    '2026-13-01T10:00:00Z',
    '2026-09-01',
    '17882568000000',
    '4102444800',
    '',
    null,
    1.5,
    {},
    undefined,
  ])('the time %j is left out', (timestamp) => {
    expect(only(status({ timestamp })).providerAt).toBeUndefined();
  });

  test.each([
    ...[
      '1788256800',
      1788256800,
      '1788256800.0',
      '1788256800.5',
      1788256800.5,
      '1788256800999',
      1788256800999.5,
    ],
    ...[
      '2026-09-01T10:00:00Z',
      '2026-09-01T10:00:00.999Z',
      '2026-09-01T12:00:00+0200',
      '2026-09-01T08:00:00-02:00',
    ],
  ])('the time %j is read, to the second', (timestamp) => {
    expect(only(status({ timestamp })).providerAt).toEqual(new Date('2026-09-01T10:00:00Z'));
  });

  test('an unknown word is kept as the status', () => {
    for (const word of ['played', 'deleted', 'warning', 'xyz', '__proto__', 's'.repeat(64)]) {
      expect(only(status({ status: word })).status).toBe(word);
    }
  });

  test.each(['o'.repeat(513), '\0', '\uDE00', {}, 1.5])(
    'an opaque value that cannot be ours is left out',
    (opaque) => {
      expect(only(status({ biz_opaque_callback_data: opaque })).opaque).toBeUndefined();
    },
  );

  test('a missing number with a user id is normal', () => {
    expect(only(status({ recipient_id: undefined, recipient_user_id: 'US.1' }))).toMatchObject({
      recipientId: undefined,
      recipientUserId: 'US.1',
    });
  });

  test('errors are bounded in number and length, mended, and kept when incomplete', () => {
    const huge = { code: '131000', title: 't\0\uD83D', error_data: { details: 'd.'.repeat(500_000) } };
    const { errors } = only(status({ errors: [huge, {}, null, 'x', ...Array<object>(20).fill(huge)] }));
    expect(errors).toHaveLength(10);
    expect(errors[0]).toEqual({ code: '131000', title: 't\uFFFD\uFFFD', details: 'd.'.repeat(512) });
    expect(errors[1]).toEqual({ code: 'UNKNOWN' });
  });

  test.each([null, 'free', 5, []])('the price %j is left out', (pricing) => {
    expect(only(status({ pricing })).pricing).toBeUndefined();
  });
});

function only(item: object) {
  const [read] = readWebhook(statuses([item])).statuses;
  if (read === undefined) throw new Error('Expected one status, but the item was set aside.');
  return read;
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

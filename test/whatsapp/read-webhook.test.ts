import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { fixture } from './fixture.ts';
import { changes, inbound, metadata, status, statuses } from './webhook-body.ts';

describe('what is no status is counted and left alone:', () => {
  test('user preferences', async () => {
    expect(readWebhook(Buffer.from(await fixture('webhook-user-preferences')))).toMatchObject({
      statuses: [],
      messages: [],
      others: 1,
      problems: [],
    });
  });

  test('statuses, messages and errors in one change are all read or counted', () => {
    const value = { ...metadata, statuses: [status()], messages: [{}, inbound()], errors: [{}] };
    expect(readWebhook(changes([{ field: 'messages', value }]))).toMatchObject({
      statuses: [{ wamid: 'wamid.OUT1' }],
      messages: [{ wamid: 'wamid.IN1' }],
      others: 1,
      problems: [
        { path: 'entry.0.changes.0.value.errors.0', reason: 'ACCOUNT_ERROR_UNKNOWN' },
        { path: 'entry.0.changes.0.value.messages.0', reason: 'BAD_ID' },
      ],
    });
  });
});

describe('a body of another shape is told, each level with its place:', () => {
  const value = 'entry.0.changes.0.value';
  test.each([
    ['null', 'entry', 'NOT_A_LIST'],
    ['[]', 'entry', 'NOT_A_LIST'],
    ['{}', 'entry', 'NOT_A_LIST'],
    ['5', 'entry', 'NOT_A_LIST'],
    ['"x"', 'entry', 'NOT_A_LIST'],
    ['{"messages":[{"id":"wamid.1"}]}', 'entry', 'NOT_A_LIST'],
    ['{"entry":"x"}', 'entry', 'NOT_A_LIST'],
    ['{"entry":{}}', 'entry.changes', 'NOT_A_LIST'],
    ['{"entry":[5]}', 'entry.0', 'NOT_AN_OBJECT'],
    ['{"entry":[{"changes":null}]}', 'entry.0.changes', 'NOT_A_LIST'],
    ['{"entry":[{"changes":[null]}]}', 'entry.0.changes.0', 'NOT_AN_OBJECT'],
    ['{"entry":[{"changes":[{"field":"messages"}]}]}', value, 'NOT_AN_OBJECT'],
    ['{"entry":[{"changes":[{"field":"messages","value":[{}]}]}]}', value, 'NOT_AN_OBJECT'],
    [
      '{"entry":[{"changes":[{"field":"user_preferences","value":{}}]}]}',
      `${value}.user_preferences`,
      'NOT_A_LIST',
    ],
  ])('%s', (body, path, reason) => {
    expect(readWebhook(Buffer.from(body))).toMatchObject({
      ...{ statuses: [], messages: [], people: [] },
      problems: [{ path, reason }],
    });
  });

  test('an entry that is none costs nothing of the one beside it', () => {
    const change = { field: 'messages', value: { ...metadata, statuses: [status()] } };
    const body = Buffer.from(JSON.stringify({ entry: [null, { changes: [5, change] }] }));
    expect(readWebhook(body)).toMatchObject({
      statuses: [{ wamid: 'wamid.OUT1' }],
      problems: [{ path: 'entry.0' }, { path: 'entry.1.changes.0' }],
    });
  });

  test('a record where a list belongs, on whichever level, is a list of one', () => {
    const value = {
      ...metadata,
      statuses: status(),
      messages: inbound(),
      contacts: { wa_id: '16505550101' },
    };
    const body = Buffer.from(JSON.stringify({ entry: { changes: { field: 'messages', value } } }));
    expect(readWebhook(body)).toMatchObject({
      statuses: [{ wamid: 'wamid.OUT1', path: 'entry.changes.value.statuses' }],
      messages: [{ wamid: 'wamid.IN1', path: 'entry.changes.value.messages' }],
      problems: [],
    });
  });

  test.each(['', '<html>', '{"entry":[', '{"entry":[]}}'])(
    'but text that is not JSON is told: %j',
    (body) => {
      expect(readWebhook(Buffer.from(body))).toEqual({
        statuses: [],
        messages: [],
        others: 0,
        problems: [{ path: '', reason: 'NOT_JSON' }],
        people: [],
      });
    },
  );

  test('statuses that are no list are told', () => {
    const body = changes([{ field: 'messages', value: { ...metadata, statuses: 'sent' } }]);
    expect(readWebhook(body).problems).toMatchObject([
      { path: 'entry.0.changes.0.value.statuses', reason: 'NOT_A_LIST' },
    ]);
  });

  test('lists that are null are lists of nothing', () => {
    const lists = { contacts: null, statuses: null, messages: null, errors: null, user_preferences: null };
    expect(readWebhook(changes([{ field: 'messages', value: { ...metadata, ...lists } }])).problems).toEqual(
      [],
    );
  });

  test('what other fields count as errors, without a sender, is none of an account', () => {
    const value = { event: 'CLIENT_ERROR_RATE', errors: [{ error_type: 'x', error_count: 5 }] };
    expect(readWebhook(changes([{ field: 'flows', value }]))).toMatchObject({ others: 1, problems: [] });
    expect(
      readWebhook(changes([{ field: 'calls', value: { errors: [{ code: 138000 }] } }])).problems,
    ).toMatchObject([{ reason: 'ACCOUNT_ERROR_138000' }]);
  });
});

describe('JSON that was not written by Meta', () => {
  test('with ids as big numbers keeps every digit', () => {
    const body = Buffer.from(
      statuses([status({ id: 'BIG' })])
        .toString()
        .replace('"BIG"', '12345678901234567890'),
    );
    expect(readWebhook(body).statuses).toMatchObject([{ wamid: '12345678901234567890' }]);
  });

  test('with the same key twice means the last', () => {
    const body = statuses([status()])
      .toString()
      .replace('"id":"wamid.OUT1"', '"id":"wamid.A","id":"wamid.B"');
    expect(readWebhook(Buffer.from(body)).statuses).toMatchObject([{ wamid: 'wamid.B' }]);
  });

  test('with __proto__ and constructor as keys pollutes nothing', () => {
    const body = statuses([status()])
      .toString()
      .replace('"id"', '"__proto__":{"polluted":1},"constructor":1,"id"');
    expect(readWebhook(Buffer.from(body)).statuses).toHaveLength(1);
    expect({}).not.toHaveProperty('polluted');
  });

  test.each([20_000, 200_000])('nested %d deep harms no status beside it', (depth) => {
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    const body = statuses([status(), status({ deep: 'DEEP' }), { big: 'BIG' }])
      .toString()
      .replace('"DEEP"', deep)
      .replace('"BIG"', '12345678901234567890');
    const reading = readWebhook(Buffer.from(body));
    expect(reading.statuses).toMatchObject([{ wamid: 'wamid.OUT1' }]);
    expect(reading.problems.map(({ reason }) => reason)).toEqual(['TOO_DEEP', 'BAD_ID']);
  });

  test('with the mark of Windows in front is read', () => {
    const body = Buffer.concat([Buffer.from('\uFEFF'), statuses([status()])]);
    expect(readWebhook(body).statuses).toMatchObject([{ wamid: 'wamid.OUT1' }]);
  });

  test('in broken UTF-8 is set aside as it came, and never mended', () => {
    const body = statuses([status({ recipient_id: 'r\u00ff' })]);
    body[body.indexOf(0xc3)] = 0xff;
    expect(readWebhook(body)).toMatchObject({ statuses: [], problems: [{ path: '', reason: 'NOT_UTF8' }] });
  });
});

describe('what a number in standby hears is read like its own:', () => {
  const inner = {
    statuses: [status()],
    messages: [inbound({ text: { body: 'STOP' } })],
    message_echoes: [inbound()],
  };
  const path = 'entry.0.changes.0.value.standby';

  test.each([
    ['in a record of its own', { standby: inner }, path],
    ['in a list', { standby: [inner] }, `${path}.0`],
    ['in the value itself', inner, 'entry.0.changes.0.value'],
  ])('%s', (_where, given, at) => {
    expect(readWebhook(changes([{ field: 'standby', value: { ...metadata, ...given } }]))).toMatchObject({
      statuses: [{ wamid: 'wamid.OUT1', path: `${at}.statuses.0` }],
      messages: [{ wamid: 'wamid.IN1', path: `${at}.messages.0` }],
      people: [{ wishes: [{ names: ['16505550101'], said: { words: ['STOP'] } }] }],
      problems: [],
    });
  });

  test('what is none of these is told', () => {
    expect(
      readWebhook(changes([{ field: 'standby', value: { ...metadata, standby: 5 } }])).problems,
    ).toMatchObject([{ path, reason: 'NOT_A_LIST' }]);
  });
});

test('of very many bad items a thousand are told, and that there are more; what is good beside them is read', () => {
  const body = statuses([...Array<number>(50_000).fill(0), status()]);
  const { statuses: read, problems } = readWebhook(body);
  expect(read).toHaveLength(1);
  expect(problems).toHaveLength(1_001);
  expect(problems[1_000]).toEqual({
    ...{ path: 'entry.0.changes.0.value.statuses.1000', reason: 'TOO_MANY_PROBLEMS' },
    phoneNumberId: '106540352242922',
  });
});

test('of a thousand statuses with one poisoned, all others are read', () => {
  const items = Array.from({ length: 1500 }, (_, i) => status({ id: `wamid.${i}` }));
  items[500] = status({ id: '\0' });
  const reading = readWebhook(statuses(items));
  expect(reading.statuses).toHaveLength(1499);
  expect(reading.problems).toMatchObject([
    { path: 'entry.0.changes.0.value.statuses.500', reason: 'BAD_ID' },
  ]);
});

test('whatever the body is, every status is read or told, and what is read can be stored', () => {
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record({ id: fc.string({ unit: 'binary' }), status: fc.jsonValue() }),
  );
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const reading = readWebhook(statuses(items));
      expect(reading.statuses.length + reading.problems.length).toBe(items.length);
      for (const { wamid, status } of reading.statuses) {
        expect(wamid.isWellFormed() && status.isWellFormed() && !`${wamid}${status}`.includes('\0')).toBe(
          true,
        );
      }
    }),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (body) => {
        expect(readWebhook(body)).toBeDefined();
      },
    ),
  );
});

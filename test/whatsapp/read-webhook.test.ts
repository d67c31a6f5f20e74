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

describe('a body of another shape is no error:', () => {
  test.each(['null', '[]', '{}', '5', '"x"', '{"entry":{}}', '{"entry":[null,5,{"changes":null}]}'])(
    '%s',
    (body) => {
      expect(readWebhook(Buffer.from(body))).toEqual({
        statuses: [],
        messages: [],
        others: 0,
        problems: [],
        people: [],
      });
    },
  );

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
    const body = changes([{ field: 'messages', value: { ...metadata, statuses: { 0: status() } } }]);
    expect(readWebhook(body).problems).toMatchObject([
      { path: 'entry.0.changes.0.value.statuses', reason: 'NOT_A_LIST' },
    ]);
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

  test('in broken UTF-8 costs nothing but the broken place', () => {
    const body = Buffer.concat([Buffer.from('\uFEFF'), statuses([status({ recipient_id: 'r\u00ff' })])]);
    body[body.indexOf(0xc3)] = 0xff;
    expect(readWebhook(body).statuses).toMatchObject([{ wamid: 'wamid.OUT1' }]);
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

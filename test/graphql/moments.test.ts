import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue, EnqueueList, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

/** So long from now, by the clock of this machine, which is the database's. */
function ahead(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

async function call(changes: Partial<EnqueueMessageInput>) {
  return (await gateway.api.call(Enqueue, { input: aMessage(changes) })).enqueueMessage;
}

const ordering = { key: 'k' };
const unusable: [value: string, changes: () => Partial<EnqueueMessageInput>, path: string, code: string][] = [
  ['a sendAt without zone', () => ({ sendAt: '2099-01-01T00:00:00' }), 'sendAt', 'INVALID_DATE_TIME'],
  ['a sendAt on 30 February', () => ({ sendAt: '2099-02-30T00:00:00Z' }), 'sendAt', 'INVALID_DATE_TIME'],
  ['a sendAt in the year 10000', () => ({ sendAt: '10000-01-01T00:00:00Z' }), 'sendAt', 'INVALID_DATE_TIME'],
  ['a sendAt in a leap second', () => ({ sendAt: '2016-12-31T23:59:60Z' }), 'sendAt', 'INVALID_DATE_TIME'],
  ['an empty expiresAt', () => ({ expiresAt: '' }), 'expiresAt', 'INVALID_DATE_TIME'],
  ['a sendAt of six minutes ago', () => ({ sendAt: ahead(-360 * second) }), 'sendAt', 'SEND_AT_PAST'],
  ['a sendAt in 367 days', () => ({ sendAt: ahead(367 * day) }), 'sendAt', 'SEND_AT_TOO_FAR'],
  ['an expiresAt that is over', () => ({ expiresAt: ahead(-hour) }), 'expiresAt', 'ALREADY_EXPIRED'],
  ['an expiresAt in 20 seconds', () => ({ expiresAt: ahead(20 * second) }), 'expiresAt', 'ALREADY_EXPIRED'],
  [
    'an expiresAt before sendAt',
    () => ({ sendAt: ahead(2 * hour), expiresAt: ahead(hour) }),
    'expiresAt',
    'ALREADY_EXPIRED',
  ],
  ['an expiresAt in 31 days', () => ({ expiresAt: ahead(31 * day) }), 'expiresAt', 'VALIDITY_TOO_LONG'],
  [
    'an expiresAt 31 days after sendAt',
    () => ({ sendAt: ahead(day), expiresAt: ahead(32 * day) }),
    'expiresAt',
    'VALIDITY_TOO_LONG',
  ],
  ['an empty ordering key', () => ({ ordering: { key: '' } }), 'ordering.key', 'INVALID_ORDERING_KEY'],
  [
    'an ordering key of 1 KB',
    () => ({ ordering: { key: 'k'.repeat(1_024) } }),
    'ordering.key',
    'INVALID_ORDERING_KEY',
  ],
  [
    'a timeout of 0 seconds',
    () => ({ ordering: { key: 'k', timeoutSeconds: 0 } }),
    'ordering.timeoutSeconds',
    'TIMEOUT_OUT_OF_RANGE',
  ],
  [
    'a timeout of 3,601 seconds',
    () => ({ ordering: { key: 'k', timeoutSeconds: 3_601 } }),
    'ordering.timeoutSeconds',
    'TIMEOUT_OUT_OF_RANGE',
  ],
  [
    'ordering together with sendAt',
    () => ({ ordering, sendAt: ahead(hour) }),
    'ordering',
    'ORDERING_WITH_SEND_AT',
  ],
];

test.for(unusable)(
  '%s is answered with InvalidInput and its path, and stores nothing, not even the key',
  async ([what, changes, path, code]) => {
    const before = await countRows(gateway.database);
    const answer = await call({ ...changes(), idempotencyKey: what });
    if (answer.__typename !== 'InvalidInput')
      throw new Error(`Expected InvalidInput, got ${answer.__typename}.`);
    expect(answer.issues.map((issue) => [issue.path.join('.'), issue.code])).toEqual([[path, code]]);
    expect(await countRows(gateway.database)).toEqual(before);
  },
);

test('one message of a list with a moment that is over spoils no other, and a twin by its key is stored in its place', async () => {
  const { enqueueMessages } = await gateway.api.call(EnqueueList, {
    inputs: [
      aMessage({ sendAt: ahead(hour) }),
      aMessage({ expiresAt: ahead(-hour), idempotencyKey: 'place' }),
      aMessage({ idempotencyKey: 'place' }),
    ],
  });
  expect(enqueueMessages).toMatchObject([
    { __typename: 'EnqueuedMessage', message: { status: 'SCHEDULED' } },
    { __typename: 'InvalidInput', issues: [{ path: ['expiresAt'], code: 'ALREADY_EXPIRED' }] },
    { __typename: 'EnqueuedMessage', replayed: false, message: { status: 'QUEUED' } },
  ]);
});

test('a replay whose moment is over meanwhile still gives its message', async () => {
  const given = { expiresAt: ahead(31 * second), idempotencyKey: 'over' };
  const id = await enqueue(gateway.api, given);
  await eventually(
    () => call({ ...given, idempotencyKey: undefined }),
    (answer) => answer.__typename === 'InvalidInput',
  );
  expect(await call(given)).toMatchObject({ replayed: true, message: { id } });
  expect((await call({ ...given, externalId: 'other' })).__typename).toBe('IdempotencyConflict');
});

test('the same moment in another zone, and a given default, are the same input', async () => {
  const moment = Math.ceil(Date.now() / second) * second + hour;
  const utc = new Date(moment).toISOString();
  const abroad = new Date(moment + 2 * hour).toISOString().replace('.000Z', '+02:00');
  const id = await enqueue(gateway.api, { idempotencyKey: 'zone', sendAt: utc });
  const again = { idempotencyKey: 'zone', sendAt: abroad, priority: 'NORMAL', onUnknown: 'HOLD' } as const;
  expect(await call(again)).toMatchObject({ replayed: true, message: { id, sendAt: utc } });
  expect((await call({ ...again, sendAt: ahead(hour) })).__typename).toBe('IdempotencyConflict');
  expect((await call({ ...again, priority: 'HIGH' })).__typename).toBe('IdempotencyConflict');

  const inLane = await enqueue(gateway.api, { idempotencyKey: 'lane', ordering });
  const spelledOut = { key: 'k', barrier: 'ACCEPTED', timeoutSeconds: 60 } as const;
  expect(await call({ idempotencyKey: 'lane', ordering: spelledOut })).toMatchObject({
    replayed: true,
    message: { id: inLane },
  });
  expect((await call({ idempotencyKey: 'lane' })).__typename).toBe('IdempotencyConflict');
});

test('without an expiresAt a message may wait for 24 hours after its sendAt', async () => {
  const sendAt = ahead(48 * hour);
  const id = await enqueue(gateway.api, { sendAt });
  const { message } = await gateway.api.call(FindMessage, { id });
  expect(message).toMatchObject({ status: 'SCHEDULED', sendAt });
  expect(Date.parse(message?.expiresAt ?? '') - Date.parse(sendAt)).toBe(day);
});

test('a sendAt of a minute ago means now', async () => {
  const answer = await call({ sendAt: ahead(-60 * second) });
  expect(answer).toMatchObject({ __typename: 'EnqueuedMessage', message: { status: 'QUEUED' } });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { Enqueue } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function refuse(changes: Partial<EnqueueMessageInput>) {
  const before = await countRows(gateway.database);
  const { enqueueMessage } = await gateway.api.call(Enqueue, { input: aMessage(changes) });
  expect(await countRows(gateway.database)).toEqual(before);
  if (enqueueMessage.__typename !== 'InvalidInput') {
    throw new Error(`Expected InvalidInput, got ${enqueueMessage.__typename}.`);
  }
  return enqueueMessage;
}

const text = (body: string): Partial<EnqueueMessageInput> => ({ message: { text: { body } } });
const link = (given: string): Partial<EnqueueMessageInput> => ({
  message: { image: { source: { link: given } } },
});
const linkPath = 'message.image.source.link';

const unusable: [value: string, changes: Partial<EnqueueMessageInput>, path: string, code: string][] = [
  ['a sender without "+"', { from: '15550783881' }, 'from', 'INVALID_PHONE_NUMBER'],
  ['a recipient with a blank', { to: { phone: '+1 6505550101' } }, 'to.phone', 'INVALID_PHONE_NUMBER'],
  ['a recipient in full-width digits', { to: { phone: '+１６５０' } }, 'to.phone', 'INVALID_PHONE_NUMBER'],
  ['a user id of another form', { to: { userId: 'me' } }, 'to.userId', 'INVALID_USER_ID'],
  ['the sender’s own number as recipient', { to: { phone: sender } }, 'to.phone', 'RECIPIENT_IS_SENDER'],
  ['a text of 4,097 code units', text('a'.repeat(4_097)), 'message.text.body', 'TEXT_TOO_LONG'],
  ['a text with U+0000', text('a\0b'), 'message.text.body', 'INVALID_TEXT'],
  ['a text with a lone surrogate', text('a\ud83d'), 'message.text.body', 'INVALID_TEXT'],
  ['a text of white space only', text(' \n\u200b\u00a0'), 'message.text.body', 'EMPTY_TEXT'],
  ['an empty text', text(''), 'message.text.body', 'EMPTY_TEXT'],
  ['a media link of another scheme', link('file:///etc/passwd'), linkPath, 'INVALID_MEDIA_URL'],
  ['a media link into a private network', link('http://169.254.169.254/a'), linkPath, 'INVALID_MEDIA_URL'],
  ['a media link with a password', link('https://a:b@example.com/a'), linkPath, 'INVALID_MEDIA_URL'],
  [
    'latitude 91',
    { message: { location: { latitude: 91, longitude: 0 } } },
    'message.location.latitude',
    'LATITUDE_OUT_OF_RANGE',
  ],
  [
    'an idempotency key of 256 characters',
    { idempotencyKey: 'k'.repeat(256) },
    'idempotencyKey',
    'INVALID_IDEMPOTENCY_KEY',
  ],
  ['an empty idempotency key', { idempotencyKey: '' }, 'idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
  [
    'an idempotency key with a line break',
    { idempotencyKey: 'a\nb' },
    'idempotencyKey',
    'INVALID_IDEMPOTENCY_KEY',
  ],
  ['an externalId of 256 characters', { externalId: 'e'.repeat(256) }, 'externalId', 'TEXT_TOO_LONG'],
  ['an empty externalId', { externalId: '' }, 'externalId', 'EMPTY_TEXT'],
  ['an externalId with U+0000', { externalId: 'a\0b' }, 'externalId', 'INVALID_TEXT'],
];

test.for(unusable)(
  '%s is answered with InvalidInput and its path, and nothing is stored',
  async ([, changes, path, code]) => {
    const { issues } = await refuse(changes);
    expect(issues.map((issue) => [issue.path.join('.'), issue.code])).toEqual([[path, code]]);
  },
);

test('five mistakes in one message come back as five issues, each with its path', async () => {
  const answer = await refuse({
    from: '15550783881',
    to: { phone: '0' },
    message: { location: { latitude: 91, longitude: -181 } },
    externalId: '',
  });
  expect(answer).toMatchObject({ code: 'INVALID_INPUT', retryable: false, retryAfterSeconds: null });
  expect(answer.issues.map((issue) => [issue.path, issue.code])).toEqual([
    [['from'], 'INVALID_PHONE_NUMBER'],
    [['to', 'phone'], 'INVALID_PHONE_NUMBER'],
    [['message', 'location', 'latitude'], 'LATITUDE_OUT_OF_RANGE'],
    [['message', 'location', 'longitude'], 'LONGITUDE_OUT_OF_RANGE'],
    [['externalId'], 'EMPTY_TEXT'],
  ]);
});

test('a mistake that two values make together comes back beside mistakes of single values', async () => {
  const { issues } = await refuse({
    to: { phone: sender },
    message: { location: { latitude: 91, longitude: 0, address: 'a'.repeat(1_001) } },
  });
  expect(issues.map((issue) => [issue.path.join('.'), issue.code])).toEqual([
    ['message.location.latitude', 'LATITUDE_OUT_OF_RANGE'],
    ['message.location.address', 'TEXT_TOO_LONG'],
    ['to.phone', 'RECIPIENT_IS_SENDER'],
  ]);
});

test('no sentence of a refusal repeats a number, a text, a link or a key', async () => {
  const answers = [
    await refuse({ from: '+1555-078-3881', to: { phone: '+1212-867-5309' }, ...text('swordfish\0') }),
    await refuse({ to: { userId: 'swordfish' }, idempotencyKey: 'swordfish\n', externalId: 'swordfish\0' }),
    await refuse(link('ftp://swordfish.example.com/')),
    await refuse({ to: { phone: sender } }),
  ];
  expect(answers.map(({ issues }) => issues.length)).toEqual([3, 3, 1, 1]);
  expect(JSON.stringify(answers)).not.toMatch(/swordfish|078-?3881|867-?5309/);
});

test('a text of exactly 4,096 code units, an idempotency key of 255 and both ends of the map are taken', async () => {
  const taken = await Promise.all(
    [
      text('a'.repeat(4_096)),
      text('😀'.repeat(2_048)),
      { idempotencyKey: 'k'.repeat(255) },
      { message: { location: { latitude: 90, longitude: -180, name: 'North Pole', address: 'Ice' } } },
    ].map((changes) => gateway.api.call(Enqueue, { input: aMessage(changes) })),
  );
  expect(taken.map(({ enqueueMessage }) => enqueueMessage.__typename)).toEqual(
    Array(4).fill('EnqueuedMessage'),
  );
});

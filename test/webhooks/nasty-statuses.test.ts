import { afterAll, beforeAll, expect, test } from 'vitest';
import { FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import type { LedgerEntry } from '../support/start-simulator.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { acceptedMessages, type SentMessage } from './accepted-messages.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

type Say = (entry: LedgerEntry) => unknown[];
const delivered = (changed: object) => (entry: LedgerEntry) => [statusOf(entry, 'delivered', changed)];
const failed = (errors: unknown) => (entry: LedgerEntry) => [statusOf(entry, 'failed', { errors })];
const DELIVERED = { status: 'DELIVERED' };
const ACCEPTED = { status: 'ACCEPTED' };
const untimed = { status: 'DELIVERED', deliveredAt: null };

const cases: [string, Say, object, string[]?][] = [
  ['only that it was read', (entry) => [statusOf(entry, 'read')], { status: 'READ', deliveredAt: null }],
  [
    'the words deleted, warning and xyz',
    (entry) => ['deleted', 'warning', 'xyz'].map((word) => statusOf(entry, word)),
    ACCEPTED,
  ],
  [
    'no word, a number and nothing as its word',
    (entry) => [
      statusOf(entry, ''),
      statusOf(entry, 'x', { status: 5 }),
      statusOf(entry, 'x', { status: null }),
    ],
    ACCEPTED,
    ['BAD_STATUS', 'BAD_STATUS', 'BAD_STATUS'],
  ],
  ['an id of 10 KB', delivered({ id: 'w'.repeat(10_240) }), ACCEPTED, ['BAD_ID']],
  ['an id with half a character', delivered({ id: 'wamid.\ud800' }), ACCEPTED, ['BAD_ID']],
  ['an id that is __proto__', delivered({ id: '__proto__', biz_opaque_callback_data: null }), ACCEPTED],
  ['no opaque value', delivered({ biz_opaque_callback_data: undefined }), DELIVERED],
  ['an opaque value of 513 characters', delivered({ biz_opaque_callback_data: 'v'.repeat(513) }), DELIVERED],
  ['an emoji as opaque value', delivered({ biz_opaque_callback_data: '😀' }), DELIVERED],
  ['JSON as opaque value', delivered({ biz_opaque_callback_data: { id: 1 } }), DELIVERED],
  ...['0', 'abc', '-1', '1e18', '4102444800', '', undefined].map((timestamp): [string, Say, object] => [
    `the time ${JSON.stringify(timestamp)}`,
    delivered({ timestamp }),
    untimed,
  ]),
  ...[1795341600, '1795341600.5', '1795341600000', '2026-11-22T10:00:00Z'].map(
    (timestamp): [string, Say, object] => [
      `the time as ${JSON.stringify(timestamp)}`,
      delivered({ timestamp }),
      { deliveredAt: '2026-11-22T10:00:00.000Z' },
    ],
  ),
  ['a failure without errors', failed(undefined), { status: 'FAILED', error: { code: 'UNKNOWN' } }],
  [
    'a code as text',
    failed([{ code: '131026', title: 'x' }]),
    { status: 'FAILED', error: { code: '131026' } },
  ],
  [
    'a code that nobody knows',
    failed([{ code: 999999 }]),
    { error: { code: '999999', title: 'No title given' } },
  ],
  [
    'a hundred errors',
    failed(Array.from({ length: 100 }, () => ({ code: 131026 }))),
    { error: { code: '131026' } },
  ],
  [
    'details of 1 MB',
    failed([{ code: 131026, error_data: { details: 'd.'.repeat(524_288) } }]),
    { error: { details: 'd.'.repeat(512) } },
  ],
  ['a pricing of null', delivered({ pricing: null }), DELIVERED],
  ['a pricing that is a text', delivered({ pricing: 'free' }), DELIVERED],
  [
    'a conversation of an old version',
    delivered({ conversation: { id: 'c', origin: { type: 'utility' } } }),
    DELIVERED,
  ],
  [
    'a recipient known by user id only',
    delivered({ recipient_id: undefined, recipient_user_id: 'US.1349120865530' }),
    DELIVERED,
  ],
  [
    'a recipient known by user id only, and no opaque value',
    delivered({
      recipient_id: undefined,
      recipient_user_id: 'US.1349120865530',
      biz_opaque_callback_data: null,
    }),
    DELIVERED,
  ],
  [
    'a thousand members of a group, one of whom has read it',
    (entry) =>
      Array.from({ length: 1_000 }, (_, n) =>
        statusOf(entry, n === 500 ? 'read' : 'delivered', {
          recipient_type: 'group',
          recipient_participant_id: `1650555${n}`,
        }),
      ),
    { status: 'READ', deliveredAt: '2026-11-22T10:00:00.000Z' },
  ],
];

let gateway: Gateway;
let messages: SentMessage[];
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  messages = await acceptedMessages(
    gateway,
    cases.map((_, n) => `+165055501${String(n).padStart(2, '0')}`),
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.each(cases.map((each, place) => [...each.slice(0, 1), place] as [string, number]))(
  'a status with %s is answered with 200 and means what can be read of it',
  async (_title, place) => {
    const message = messages[place];
    const [, say, expected, dead = []] = cases[place] ?? [];
    if (!message || !say) throw new Error('Expected a message for every case.');
    await gateway.database.query('TRUNCATE webhook_inbox CASCADE');
    expect(await postWebhook(gateway.url, statusWebhook(say(message.entry)))).toBe(200);
    await allApplied(gateway);
    expect((await gateway.api.call(FindMessage, { id: message.id })).message).toMatchObject(expected ?? {});
    const items = await gateway.database.query<{ reason: string }>('SELECT reason FROM webhook_dead_item');
    expect(items.map(({ reason }) => reason)).toEqual(dead);
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { inbound, messages } from './webhook-body.ts';

test('who wrote, their name, when, what they answer and what led them here are read', () => {
  const item = inbound({
    from_user_id: 'US.13491208655302741918',
    context: { from: '15550783881', id: 'wamid.OUT1', forwarded: true },
    referral: { source_type: 'ad', source_id: '7', headline: 'Sale', image_url: 'https://example.com/a' },
  });
  const contact = { wa_id: '16505550101', profile: { name: 'Ana', username: 'ana' } };
  expect(readWebhook(messages([item], [{ wa_id: '1' }, contact])).messages).toMatchObject([
    {
      wamid: 'wamid.IN1',
      fromPhone: '+16505550101',
      fromUserId: 'US.13491208655302741918',
      profileName: 'Ana',
      username: 'ana',
      providerAt: new Date('2026-09-01T10:01:40Z'),
      content: { type: 'TEXT', body: 'Hello' },
      context: { wamid: 'wamid.OUT1', forwarded: true },
      referral: { sourceType: 'ad', sourceId: '7', headline: 'Sale', mediaUrl: 'https://example.com/a' },
    },
  ]);
});

test.each([
  ['without an id', { id: undefined }, 'BAD_ID'],
  ['with a zero byte in its id', { id: 'wamid.\0' }, 'BAD_ID'],
  ['without a type', { type: undefined }, 'BAD_TYPE'],
  ['of nobody', { from: undefined }, 'NO_SENDER'],
  ['of somebody who is no number', { from: 'Ana' }, 'NO_SENDER'],
])('a message %s is left out alone, with its reason', (_name, changed, reason) => {
  const reading = readWebhook(messages([inbound(changed), inbound()]));
  expect(reading.messages).toHaveLength(1);
  expect(reading.problems).toMatchObject([{ path: 'entry.0.changes.0.value.messages.0', reason }]);
});

test.each([
  [
    'an order with an entry that has no id',
    'order',
    { product_items: [{ product_retailer_id: 'x' }, { quantity: 1 }] },
  ],
  ['an order with an entry that is none', 'order', { product_items: [{ product_retailer_id: 'x' }, null] }],
  [
    'an order of 1,001 entries',
    'order',
    { product_items: Array.from({ length: 1_001 }, () => ({ product_retailer_id: 'x' })) },
  ],
  ['cards of whom one is none', 'contacts', [{ name: { formatted_name: 'Ana' } }, 'Ben']],
  ['258 cards', 'contacts', Array.from({ length: 258 }, () => ({ name: { formatted_name: 'Ana' } }))],
  [
    'a card with 51 phones',
    'contacts',
    [
      {
        name: { formatted_name: 'Ana' },
        phones: Array.from({ length: 51 }, () => ({ phone: '+16505550101' })),
      },
    ],
  ],
])('%s is kept as it came, and never made smaller', (_, type, part) => {
  const reading = readWebhook(messages([inbound({ type, text: undefined, [type]: part })]));
  expect(reading.problems).toEqual([]);
  expect(reading.messages).toMatchObject([{ content: { type: 'OTHER', word: type, raw: part } }]);
});

test('whatever stands in a message, reading never throws, and what it answers can be stored as JSON', () => {
  const types = [
    'text',
    'image',
    'location',
    'contacts',
    'interactive',
    'button',
    'reaction',
    'order',
    'system',
  ];
  const part = fc.jsonValue({ maxDepth: 5 });
  fc.assert(
    fc.property(
      fc.constantFrom(...types, 'unsupported', 'edit', 'new'),
      part,
      part,
      (type, content, context) => {
        const reading = readWebhook(messages([inbound({ type, [type]: content, context })]));
        expect(reading.messages.length + reading.problems.length).toBe(1);
        expect(JSON.stringify(reading.messages)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      },
    ),
    { numRuns: 2_000 },
  );
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { content } from '../../src/content/content.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { fixture } from './fixture.ts';

const to = recipient.parse({ phone: '+16505550101' });
const card = (id: string, payload: string) => ({
  header: { image: { id } },
  buttons: [{ quickReply: { index: 0, payload } }],
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a template is rendered as the Cloud API documents it', () => {
  test.each([
    [
      'order-shipped',
      {
        name: 'order_shipped',
        language: 'en_US',
        category: 'UTILITY',
        header: { image: { id: '1037543291543636' } },
        body: {
          positional: [
            { text: 'Ana' },
            { currency: { fallbackValue: '$12.50', code: 'USD', amount1000: 12_500 } },
            { dateTime: { fallbackValue: 'September 3, 2026' } },
          ],
        },
        buttons: [
          { url: { index: 0, suffix: 'A-17' } },
          { quickReply: { index: 1, payload: 'stop-promos' } },
        ],
      },
    ],
    [
      'order-named',
      {
        name: 'order_named',
        language: 'pt_BR',
        body: {
          named: [
            { name: 'customer', text: 'Ana' },
            { name: 'order_id', text: 'A-17' },
          ],
        },
      },
    ],
    ['login-code', { name: 'login_code', language: 'en', authentication: { code: '481920' } }],
    [
      'coupon-lto',
      {
        name: 'coupon_lto',
        language: 'en_US',
        header: { image: { link: 'https://cdn.example.com/s.jpg' } },
        limitedTimeOffer: { expiresAt: '2026-09-01T22:00:00Z' },
        buttons: [{ copyCode: { index: 0, code: 'FERN25' } }],
      },
    ],
    [
      'pickup',
      {
        name: 'pickup',
        language: 'en_US',
        header: {
          location: { latitude: 37.44, longitude: -122.16, name: 'Store 2', address: '101 Forest Ave' },
        },
        buttons: [{ flow: { index: 0, token: 'ft-18', data: { store: '2' } } }],
      },
    ],
    [
      'catalogue',
      {
        name: 'catalogue',
        language: 'en_US',
        buttons: [{ catalog: { index: 0, thumbnailProductRetailerId: 'sku-1' } }],
      },
    ],
    [
      'picks-mpm',
      {
        name: 'picks_mpm',
        language: 'en_US',
        buttons: [
          {
            multiProduct: {
              index: 0,
              thumbnailProductRetailerId: 'sku-1',
              sections: [{ title: 'New', productRetailerIds: ['sku-1'] }],
            },
          },
        ],
      },
    ],
    [
      'week-carousel',
      {
        name: 'week_carousel',
        language: 'en_US',
        body: { positional: [{ text: 'Ana' }] },
        carousel: [card('1037543291543636', 'more-0'), card('1037543291543637', 'more-1')],
      },
    ],
    [
      'pay-now',
      {
        name: 'pay_now',
        language: 'pt_BR',
        buttons: [
          {
            orderDetails: {
              index: 0,
              order: {
                referenceId: 'A-18',
                goodsType: 'DIGITAL',
                currency: 'BRL',
                paymentSettings: [{ paymentLink: { url: 'https://pay.example.com/A-18' } }],
                items: [{ retailerId: 's', name: 'Pass', amount: 900, quantity: 1 }],
                subtotal: 900,
                tax: { amount: 0 },
                total: 900,
              },
            },
          },
        ],
      },
    ],
    [
      'shipped-status',
      {
        name: 'shipped_status',
        language: 'pt_BR',
        orderStatus: { referenceId: 'A-17', status: 'COMPLETED' },
      },
    ],
    [
      'call-us',
      {
        name: 'call_us',
        language: 'en',
        buttons: [{ voiceCall: { ttlMinutes: 100, payload: 'case-17' } }],
      },
    ],
  ])('%s', async (name, template) => {
    const rendered = renderMessage(content.parse({ template }), to, { opaque: 'm:01J8ZK3T:1' });
    expect(rendered).toStrictEqual(JSON.parse(await fixture(`template-${name}`)));
  });
});

describe('what the reference describes without an example', () => {
  test.each([
    [{ text: { text: 'Ana' } }, { type: 'text', text: 'Ana' }],
    [{ text: { text: 'Ana', name: 'customer' } }, { type: 'text', parameter_name: 'customer', text: 'Ana' }],
    [{ video: { id: '1' } }, { type: 'video', video: { id: '1' } }],
    [
      { gif: { link: 'https://cdn.example.com/a.mp4' } },
      { type: 'gif', gif: { link: 'https://cdn.example.com/a.mp4' } },
    ],
    [
      { document: { source: { id: '1' }, filename: 'a.pdf' } },
      { type: 'document', document: { id: '1', filename: 'a.pdf' } },
    ],
    [
      { product: { productRetailerId: 'sku-1', catalogId: '17' } },
      { type: 'product', product: { product_retailer_id: 'sku-1', catalog_id: '17' } },
    ],
  ])('a header by its kind: %j', (header, parameter) => {
    expect(componentsOf({ header })).toStrictEqual([{ type: 'header', parameters: [parameter] }]);
  });

  test.each([
    [
      { groupInvite: { index: 2, groupId: 'group-1' } },
      { sub_type: 'url', index: '2', parameters: [{ type: 'group_id', group_id: 'group-1' }] },
    ],
    [{ catalog: { index: 0 } }, { sub_type: 'catalog', index: '0' }],
    [{ flow: { index: 9 } }, { sub_type: 'flow', index: '9' }],
    [{ voiceCall: { index: 1 } }, { sub_type: 'voice_call', index: '1' }],
  ])('a button by its kind, and with nothing where nothing is given: %j', (button, rendered) => {
    expect(componentsOf({ buttons: [button] })).toStrictEqual([{ type: 'button', ...rendered }]);
  });

  test('cards with a body of their own', () => {
    const body = { positional: [{ text: 'Fern' }] };
    const carousel = [
      { ...card('1', 'a'), body },
      { ...card('2', 'b'), body },
    ];
    expect(componentsOf({ carousel })).toMatchObject([
      {
        cards: [
          { components: [{ type: 'header' }, { type: 'body' }, { type: 'button' }] },
          { card_index: 1 },
        ],
      },
    ]);
  });

  test('a template without variables has no components', () => {
    expect(componentsOf({})).toBeUndefined();
  });
});

function componentsOf(parts: object): unknown {
  const template = { name: 'any', language: 'en', ...parts };
  const rendered = renderMessage(content.parse({ template }), to, { opaque: 'm:01J8ZK3T:1' });
  return (rendered['template'] as { components?: unknown }).components; // the payload is typed by its key only
}

import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { fixture } from './fixture.ts';

const to = recipient.parse({ phone: '+16505550101' });
const catalogId = '194836987003835';
const buy = (url: string) => ({ ctaUrl: { displayText: 'Buy', url } });

describe('an interactive message is rendered as the Cloud API documents it', () => {
  test.each([
    [
      'reply-buttons',
      {
        replyButtons: {
          header: { text: 'Delivery' },
          body: 'Is 10:00 fine?',
          footer: 'Example Shop',
          buttons: [
            { id: 'ok', title: 'Yes' },
            { id: 'no', title: 'Change' },
          ],
        },
      },
    ],
    [
      'list',
      {
        list: {
          body: 'Choose a slot',
          buttonText: 'Slots',
          sections: [
            { title: 'Today', rows: [{ id: 't1', title: '16:00–18:00', description: 'Free' }] },
            { title: 'Tomorrow', rows: [{ id: 'm1', title: '09:00–11:00' }] },
          ],
        },
      },
    ],
    [
      'cta-url',
      { ctaUrl: { body: 'Track your parcel', displayText: 'Track', url: 'https://example.com/t/A-17' } },
    ],
    [
      'flow',
      {
        flow: {
          body: 'Book a visit',
          flowId: '772345678901234',
          buttonText: 'Book',
          flowToken: 'ft-17',
          mode: 'PUBLISHED',
          action: 'NAVIGATE',
          payload: { screen: 'DATE', data: { name: 'Ana' } },
        },
      },
    ],
    ['product', { product: { body: 'Back in stock', catalogId, productRetailerId: 'sku-1' } }],
    [
      'product-list',
      {
        productList: {
          headerText: 'Picks',
          body: 'For you',
          catalogId,
          sections: [{ title: 'New', productRetailerIds: ['sku-1', 'sku-2'] }],
        },
      },
    ],
    ['catalog', { catalog: { body: 'Our catalogue', thumbnailProductRetailerId: 'sku-1' } }],
    ['location-request', { locationRequest: { body: 'Where shall we deliver?' } }],
    [
      'address',
      {
        address: {
          body: 'Delivery address?',
          values: { name: 'Ravi', phoneNumber: '+919800000001', pinCode: '400063' },
        },
      },
    ],
    [
      'media-carousel',
      {
        mediaCarousel: {
          body: 'This week',
          cards: [
            {
              header: { image: { link: 'https://cdn.example.com/1.jpg' } },
              body: 'Fern',
              action: buy('https://example.com/1'),
            },
            {
              header: { image: { link: 'https://cdn.example.com/2.jpg' } },
              body: 'Ivy',
              action: buy('https://example.com/2'),
            },
          ],
        },
      },
    ],
    [
      'product-carousel',
      { productCarousel: { body: 'From the catalogue', catalogId, productRetailerIds: ['sku-1', 'sku-2'] } },
    ],
    [
      'voice-call',
      { voiceCall: { body: 'Call us here', displayText: 'Call now', ttlMinutes: 60, payload: 'case-17' } },
    ],
    ['call-permission-request', { callPermissionRequest: { body: 'May we call you about case 17?' } }],
    ['contact-info-request', { contactInfoRequest: { body: 'Please share your number' } }],
  ])('%s', async (name, interactive) => {
    const rendered = renderMessage(content.parse({ interactive }), to, { opaque: 'm:01J8ZK3T:1' });
    expect(rendered).toStrictEqual(JSON.parse(await fixture(`interactive-${name}`)));
  });
});

describe('what the reference describes without an example', () => {
  test('a header of each medium, a document with its name', () => {
    const headerOf = (header: object) =>
      render({ ctaUrl: { header, body: 'b', displayText: 'd', url: 'https://example.com' } })['header'];
    expect(headerOf({ image: { id: '1' } })).toStrictEqual({ type: 'image', image: { id: '1' } });
    expect(headerOf({ video: { id: '2' } })).toStrictEqual({ type: 'video', video: { id: '2' } });
    expect(headerOf({ document: { source: { id: '3' }, filename: 'a.pdf' } })).toStrictEqual({
      type: 'document',
      document: { id: '3', filename: 'a.pdf' },
    });
  });

  test('a flow by name, whose endpoint chooses the screen', () => {
    const flow = { body: 'b', flowName: 'visit', buttonText: 'Book', action: 'DATA_EXCHANGE', mode: 'DRAFT' };
    expect(render({ flow })['action']).toStrictEqual({
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_name: 'visit',
        flow_cta: 'Book',
        mode: 'draft',
        flow_action: 'data_exchange',
      },
    });
  });

  test('saved addresses and what was wrong with the one given', () => {
    const address = {
      body: 'b',
      savedAddresses: [{ id: 'home', value: { houseNumber: '12', landmarkArea: 'Park', city: 'Pune' } }],
      validationErrors: { pinCode: 'Not in our area' },
    };
    expect(render({ address })['action']).toStrictEqual({
      name: 'address_message',
      parameters: {
        country: 'IN',
        saved_addresses: [{ id: 'home', value: { house_number: '12', landmark_area: 'Park', city: 'Pune' } }],
        validation_errors: { in_pin_code: 'Not in our area' },
      },
    });
  });

  test('cards with quick replies keep the type of the others', () => {
    const card = { header: { video: { id: '1' } }, action: { quickReplies: [{ id: 'a', title: 'A' }] } };
    expect(render({ mediaCarousel: { body: 'b', cards: [card, card] } })['action']).toMatchObject({
      cards: [
        {
          card_index: 0,
          type: 'cta_url',
          action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] },
        },
        { card_index: 1 },
      ],
    });
  });

  test('parameters are left out where none is given', () => {
    expect(render({ catalog: { body: 'b' } })['action']).toStrictEqual({ name: 'catalog_message' });
    expect(render({ voiceCall: { body: 'b' } })['action']).toStrictEqual({ name: 'voice_call' });
    expect(render({ callPermissionRequest: {} })).toStrictEqual({
      type: 'call_permission_request',
      action: { name: 'call_permission_request' },
    });
  });
});

function render(interactive: object): Record<string, unknown> {
  const rendered = renderMessage(content.parse({ interactive }), to, { opaque: 'm:01J8ZK3T:1' });
  return rendered['interactive'] as Record<string, unknown>; // the payload is typed by its key only
}

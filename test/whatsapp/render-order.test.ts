import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import type { PhoneNumber } from '../../src/recipient/phone-number.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { indianOrder, pixOrder } from '../content/boundaries/minimal-order.ts';
import { fixture } from './fixture.ts';

const to = recipient.parse({ phone: '+16505550101' });

describe('an order is rendered as the Cloud API documents it', () => {
  test.each([
    [
      'order-details',
      {
        orderDetails: {
          body: 'Your order',
          order: {
            referenceId: 'A-17',
            goodsType: 'PHYSICAL',
            currency: 'BRL',
            paymentSettings: [
              {
                pixDynamicCode: {
                  code: '00020101…',
                  merchantName: 'Example',
                  key: 'ana@example.com',
                  keyType: 'EMAIL',
                },
              },
            ],
            items: [{ retailerId: 'sku-1', name: 'Plant', amount: 5000, quantity: 1 }],
            subtotal: 5000,
            tax: { amount: 0 },
            shipping: { amount: 500 },
            total: 5500,
          },
        },
      },
    ],
    [
      'order-status',
      {
        orderStatus: {
          body: 'On its way',
          referenceId: 'A-17',
          status: 'SHIPPED',
          description: 'Carrier X',
        },
      },
    ],
  ])('%s', async (name, interactive) => {
    const rendered = renderMessage(content.parse({ interactive }), to, { opaque: 'm:01J8ZK3T:1' });
    expect(rendered).toStrictEqual(JSON.parse(await fixture(`interactive-${name}`)));
  });
});

describe('an order of which a part is on its way is told in the word of the pages for the country:', () => {
  test.each([
    ['partially-shipped', { phone: '+5511955550101' }],
    ['partially-shipped', { userId: 'BR.13491208655302741918' }],
    ['partially_shipped', { phone: '+915555550101' }],
    ['partially_shipped', { userId: 'IN.ENT.13491208655302741918' }],
    ['partially_shipped', { phone: '+16505550101' }],
  ])('%s to %o', (status, who) => {
    const update = { referenceId: 'A-17', status: 'PARTIALLY_SHIPPED' };
    const template = { name: 'n', language: 'pt_BR', orderStatus: update };
    const toThem = 'phone' in who ? { phone: who.phone as PhoneNumber } : who; // in the right form
    for (const given of [{ interactive: { orderStatus: { body: 'x', ...update } } }, { template }]) {
      const rendered = renderMessage(content.parse(given), toThem, { opaque: 'm:1' });
      expect(JSON.stringify(rendered)).toContain(`"order":{"status":"${status}"}`);
    }
  });
});

describe('what the reference describes without an example', () => {
  test('an Indian order with everything in it', () => {
    const [item] = indianOrder.items;
    const order = {
      ...indianOrder,
      items: [
        {
          ...item,
          amount: 10_000,
          saleAmount: 9000,
          quantity: 2,
          imageLink: 'https://cdn.example.com/a.jpg',
        },
      ],
      subtotal: 18_000,
      tax: { amount: 1000, description: 'GST' },
      shipping: { amount: 500, description: 'Courier' },
      discount: { amount: 1500, description: 'Diwali', programName: 'Gold' },
      total: 18_000,
      expiration: { at: '2099-01-01T05:30:00.900+05:30', description: 'Stock is held until then' },
      beneficiaries: [
        { name: 'Ravi', addressLine1: '1 MG Road', city: 'Pune', state: 'Maharashtra', postalCode: '411001' },
      ],
    };
    expect(parametersOf(order)).toStrictEqual({
      reference_id: 'A-17',
      type: 'physical-goods',
      payment_settings: [
        {
          type: 'payment_gateway',
          payment_gateway: { type: 'payu', configuration_name: 'prod' },
        },
      ],
      currency: 'INR',
      total_amount: { value: 18_000, offset: 100 },
      beneficiaries: [
        {
          name: 'Ravi',
          address_line1: '1 MG Road',
          city: 'Pune',
          state: 'Maharashtra',
          country: 'India',
          postal_code: '411001',
        },
      ],
      order: {
        status: 'pending',
        items: [
          {
            name: 'Plant',
            image: { link: 'https://cdn.example.com/a.jpg' },
            amount: { value: 10_000, offset: 100 },
            sale_amount: { value: 9000, offset: 100 },
            quantity: 2,
            country_of_origin: 'India',
            importer_name: 'Example Imports',
            importer_address: {
              address_line1: '1 MG Road',
              city: 'Pune',
              zone_code: 'MH',
              postal_code: '411001',
              country_code: 'IN',
            },
          },
        ],
        subtotal: { value: 18_000, offset: 100 },
        tax: { value: 1000, offset: 100, description: 'GST' },
        shipping: { value: 500, offset: 100, description: 'Courier' },
        discount: { value: 1500, offset: 100, description: 'Diwali', discount_program_name: 'Gold' },
        expiration: { timestamp: '4070908800', description: 'Stock is held until then' },
      },
    });
  });

  test('a catalogue, and a UPI link with the payment type that goes with it', () => {
    const link = 'upi://pay?pa=shop@bank&tr=17';
    const order = {
      ...indianOrder,
      catalogId: '194836987003835',
      paymentSettings: [{ upiIntent: { link } }],
    };
    expect(parametersOf(order)).toMatchObject({
      payment_type: 'upi',
      payment_settings: [{ type: 'upi_intent_link', upi_intent_link: { link } }],
      order: { catalog_id: '194836987003835' },
    });
  });

  test.each([
    [
      { razorpay: { receipt: 'r-17', notes: [{ key: 'shop', value: '2' }] } },
      { type: 'razorpay', razorpay: { receipt: 'r-17', notes: { shop: '2' } } },
    ],
    [{ payu: { userFields: ['a', 'b'] } }, { type: 'payu', payu: { udf1: 'a', udf2: 'b' } }],
    [
      { billdesk: { additionalInfos: ['a', 'b'] } },
      { type: 'billdesk', billdesk: { additional_info1: 'a', additional_info2: 'b' } },
    ],
    [{ zaakpay: { extras: ['a'] } }, { type: 'zaakpay', zaakpay: { extra1: 'a' } }],
    [{ razorpay: {} }, { type: 'razorpay' }],
  ])('a payment gateway with what only it knows: %j', (provider, gateway) => {
    const order = {
      ...indianOrder,
      paymentSettings: [{ paymentGateway: { configurationName: 'prod', provider } }],
    };
    const settings = [
      { type: 'payment_gateway', payment_gateway: { configuration_name: 'prod', ...gateway } },
    ];
    expect(parametersOf(order)['payment_settings']).toStrictEqual(settings);
  });

  test('each way to pay in Brazil', () => {
    const order = {
      ...pixOrder,
      paymentSettings: [
        { paymentLink: { url: 'https://pay.example.com/A-18' } },
        { boleto: { digitableLine: '1'.repeat(47) } },
        { offsiteCardPay: { lastFourDigits: '5235', credentialId: 'card-1' } },
      ],
    };
    expect(parametersOf(order)).toMatchObject({
      payment_type: 'br',
      payment_settings: [
        { type: 'payment_link', payment_link: { uri: 'https://pay.example.com/A-18' } },
        { type: 'boleto', boleto: { digitable_line: '1'.repeat(47) } },
        { type: 'offsite_card_pay', offsite_card_pay: { last_four_digits: '5235', credential_id: 'card-1' } },
      ],
    });
  });

  test('a header and a footer around it', () => {
    const orderDetails = { header: { image: { id: '1' } }, body: 'b', footer: 'f', order: indianOrder };
    expect(render({ orderDetails })).toMatchObject({
      type: 'order_details',
      header: { type: 'image', image: { id: '1' } },
      footer: { text: 'f' },
    });
  });
});

function parametersOf(order: object): Record<string, unknown> {
  const { action } = render({ orderDetails: { body: 'b', order } }) as {
    action: { parameters: Record<string, unknown> };
  };
  return action.parameters;
}

function render(interactive: object): unknown {
  return renderMessage(content.parse({ interactive }), to, { opaque: 'm:01J8ZK3T:1' })['interactive'];
}

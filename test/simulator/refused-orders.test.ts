import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, content } from './change.ts';
import { interactiveExamples } from './example-interactive.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const money = (value: number) => ({ value, offset: 100 });
const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
const gateway = { type: 'payment_gateway', payment_gateway: { type: 'stripe', configuration_name: 'x' } };
const card = { type: 'offsite_card_pay', offsite_card_pay: { last_four_digits: '12', credential_id: 'x' } };

const faults: [string, Record<string, unknown>, number][] = [
  ['a reference with a blank', { reference_id: 'A 17' }, 131009],
  ['goods of no known type', { type: 'services' }, 131009],
  ['another currency', { currency: 'EUR' }, 131009],
  ['a way to pay that Meta does not have', { payment_settings: [{ type: 'cash' }] }, 131009],
  ['a payment gateway that Meta does not have', { payment_settings: [gateway] }, 131009],
  ['a card with two last digits', { payment_settings: [card] }, 131009],
  ['an unknown key type', { 'payment_settings.0.pix_dynamic_code.key_type': 'IBAN' }, 131009],
  ['a total that is too high', { total_amount: money(5501) }, 131009],
  ['a subtotal that is not the sum of the items', { 'order.items.0.quantity': 2 }, 131009],
  ['a discount that is not subtracted', { 'order.discount': money(1) }, 131009],
  ['a sale price that is not counted', { 'order.items.0.sale_amount': money(4999) }, 131009],
  ['an amount with a fraction', { 'total_amount.value': 55.5 }, 131009],
  ['an amount in a string', { 'total_amount.value': '5500' }, 100],
  ['another offset', { 'total_amount.offset': 1000 }, 131009],
  ['no items', { 'order.items': [] }, 131009],
  ['a quantity of zero', { 'order.items.0.quantity': 0 }, 131009],
  ['an order that is shipped before it is paid', { 'order.status': 'shipped' }, 131009],
  ['an expiration in 200 seconds', { 'order.expiration': { timestamp: inSeconds(200) } }, 131009],
  ['an expiration in a number', { 'order.expiration': { timestamp: 4_102_444_800 } }, 100],
  [
    'an address outside India',
    {
      beneficiaries: [
        { name: 'Ravi', address_line1: 'x', city: 'x', state: 'x', country: 'Nepal', postal_code: '400063' },
      ],
    },
    131009,
  ],
];

test.each(faults)('an order with %s is refused', async (_, changes, code) => {
  const example = interactiveExamples.order_details;
  const parameters = change(example.action.parameters, changes);
  const answer = await scene.send(
    content('interactive', change(example, { 'action.parameters': parameters })),
  );
  expect(answer.json()).toMatchObject({ error: { code } });
});

test('an order that expires in ten minutes is accepted', async () => {
  const expiration = { timestamp: inSeconds(600), description: 'Soon' };
  const order = change(interactiveExamples.order_details, {
    'action.parameters.order.expiration': expiration,
  });
  expect((await scene.send(content('interactive', order))).status).toBe(200);
});

test('the sentence says which sum is wrong', async () => {
  const order = change(interactiveExamples.order_details, { 'action.parameters.total_amount': money(1) });
  expect((await scene.send(content('interactive', order))).json()).toMatchObject({
    error: {
      message: '(#131009) Parameter value is not valid',
      error_data: {
        details:
          "Param interactive['action']['parameters']['total_amount'] must be subtotal + tax + shipping - discount.",
      },
    },
  });
});

import { below } from './below.ts';
import { idOf, leastOf, mostOf, textOf, type Boundary, type Row } from './boundary.ts';
import { beneficiary, freeOrder, indianOrder, pixOrder } from './minimal-order.ts';
import { orderOf } from './order-of.ts';

const [item] = indianOrder.items;
const largest = 2_147_483_647; // GraphQL's Int
const upiIntent = { link: 'upi://pay?pa=shop@bank' };
const free = () => freeOrder.items[0];
const items = (count: number) => Array.from({ length: count }, free);
const full = {
  ...freeOrder,
  shipping: { amount: 0 },
  discount: { amount: 0 },
  expiration: { at: '2099-01-01T00:00:00Z' },
};
const indian = { ...indianOrder, beneficiaries: [beneficiary] };
const pictured = { ...freeOrder.items[0], imageLink: 'https://cdn.example.com/a.jpg' };

export const orderBoundaries: readonly Boundary[] = [
  ...below('interactive.orderDetails', { body: 'b', order: pixOrder }, [
    ...textOf('body', 1024),
    ...textOf('footer', 60),
    ...textOf('header.text', 60),
  ]),
  ...below('interactive.orderStatus', { body: 'b', referenceId: 'A-17', status: 'SHIPPED' }, [
    ...textOf('body', 1024),
    ...textOf('footer', 60),
    reference('r'.repeat(60), 'r'.repeat(61)),
    { path: 'status', within: 'PARTIALLY_SHIPPED', beyond: 'REFUNDED', code: 'INVALID_VALUE' },
    ...textOf('description', 120),
  ]),
  ...orderOf(full, [
    reference('r'.repeat(60), 'r'.repeat(61)),
    reference('aZ0_.-', 'a b'),
    reference('e', 'e\u0301'),
    reference('.', '😀'),
    reference('-', ''),
    { path: 'goodsType', within: 'PHYSICAL', beyond: 'physical-goods', code: 'INVALID_VALUE' },
    { path: 'currency', within: 'BRL', beyond: 'USD', code: 'INVALID_VALUE' },
    ...leastOf('paymentSettings', 1, () => pixOrder.paymentSettings[0]),
    ...mostOf('paymentSettings', 6, () => pixOrder.paymentSettings[0]),
    ...idOf('catalogId', 64),
    ...leastOf('items', 1, free),
    ...mostOf('items', 1000, free),
    ...textOf('items.0.name', 60),
    ...idOf('items.0.retailerId', 100),
    ...textOf('items.0.importerName', 200),
    ...textOf('items.0.countryOfOrigin', 100),
    ...[1_000_001, 0, 1.5].map((beyond) => ({
      path: 'items.0.quantity',
      within: beyond > 2 ? 1_000_000 : 1,
      beyond,
      code: 'QUANTITY_OUT_OF_RANGE',
    })),
    ...textOf('tax.description', 60),
    ...textOf('shipping.description', 60),
    ...textOf('discount.description', 60),
    ...textOf('discount.programName', 60),
    ...textOf('expiration.description', 120),
    moment('2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z', 'EXPIRES_TOO_SOON'),
    moment('2099-02-28T23:59:59.999999999-11:00', '2099-02-29T00:00:00Z'),
    moment('2096-02-29T00:00:00Z', '2096-02-29T00:00:00'),
    moment('2099-01-01T23:00:00+00:00', '2099-01-01T24:00:00Z'),
    moment('2099-01-01T00:00:00.1Z', '2099-01-01'),
    { path: 'items.0.imageLink', within: 'https://a.example.com', beyond: 'x', code: 'INVALID_MEDIA_URL' },
    {
      what: '10 items when any has an image',
      path: 'items',
      within: [...items(9), pictured],
      beyond: [...items(10), pictured],
      code: 'TOO_MANY_ITEMS',
    },
    {
      what: 'an image outside a catalogue only',
      path: 'items.0',
      within: pictured,
      beyond: { ...pictured, retailerId: 'sku-1' },
      code: 'IMAGE_OF_CATALOG_ITEM',
      reportedAt: 'items.0.imageLink',
    },
    {
      what: 'a way to pay of the country',
      path: 'paymentSettings.0',
      within: { paymentLink: { url: 'https://example.com' } },
      beyond: { upiIntent },
      code: 'PAYMENT_NOT_IN_COUNTRY',
    },
    { path: 'beneficiaries', within: null, beyond: [beneficiary], code: 'BENEFICIARIES_NOT_ALLOWED' },
  ]),
  ...orderOf(pixOrder, [
    bill('a subtotal as the items say', { subtotal: 101, total: 101 }, 'SUBTOTAL_MISMATCH', 'subtotal'),
    bill('a total as the bill says', { total: 99 }, 'TOTAL_MISMATCH', 'total'),
    bill('tax in the total', { tax: { amount: 1 } }, 'TOTAL_MISMATCH', 'total'),
    bill('shipping in the total', { shipping: { amount: 1 } }, 'TOTAL_MISMATCH', 'total'),
    bill('a discount off the total', { discount: { amount: 1 } }, 'TOTAL_MISMATCH', 'total'),
    bill('no negative tax', { tax: { amount: -1 }, total: 99 }, 'AMOUNT_OUT_OF_RANGE', 'tax.amount'),
    bill(
      'no shipping beyond a large discount',
      { shipping: { amount: largest + 1 }, discount: { amount: largest }, total: 101 },
      'AMOUNT_OUT_OF_RANGE',
      'shipping.amount',
    ),
  ]),
  ...orderOf(indian, [
    reference('r'.repeat(35), 'r'.repeat(36)),
    ...(['countryOfOrigin', 'importerName', 'importerAddress'] as const).map((field) => ({
      path: `items.0.${field}`,
      within: item?.[field],
      beyond: null,
      code: 'IMPORTER_FIELD_REQUIRED',
    })),
    ...address('items.0.importerAddress', 100),
    ...textOf('items.0.importerAddress.zoneCode', 10),
    ...address('beneficiaries.0', 100),
    ...textOf('beneficiaries.0.name', 200),
    ...textOf('beneficiaries.0.state', 100),
    ...leastOf('beneficiaries', 1, () => beneficiary),
    ...mostOf('beneficiaries', 10, () => beneficiary),
    {
      what: 'a way to pay of the country',
      path: 'paymentSettings.0',
      within: { upiIntent },
      beyond: pixOrder.paymentSettings[0],
      code: 'PAYMENT_NOT_IN_COUNTRY',
    },
  ]),
];

function reference(within: string, beyond: string): Row {
  return { path: 'referenceId', within, beyond, code: 'INVALID_REFERENCE_ID' };
}

function moment(within: string, beyond: string, code = 'INVALID_DATE_TIME'): Row {
  return { path: 'expiration.at', what: `expiration.at: not ${beyond}`, within, beyond, code };
}

/** The whole order, since sums have to stay right on the other side. */
function bill(what: string, changes: object, code: string, reportedAt: string): Row {
  return { what, path: '', within: pixOrder, beyond: { ...pixOrder, ...changes }, code, reportedAt };
}

function address(path: string, max: number): Row[] {
  const code = 'INVALID_PIN_CODE';
  return [
    ...['addressLine1', 'addressLine2', 'city'].flatMap((field) => textOf(`${path}.${field}`, max)),
    { path: `${path}.postalCode`, within: '411001', beyond: '41100', code },
    { path: `${path}.postalCode`, within: '999999', beyond: '011001', code },
  ];
}

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { order } from '../../src/content/order/order.ts';
import { indianOrder, pixOrder } from './boundaries/minimal-order.ts';
import { issuesOf } from './issues-of.ts';

describe('an order', () => {
  test('is the same with absent and null fields, so that both store the same', () => {
    const spelledOut = {
      ...pixOrder,
      catalogId: null,
      shipping: null,
      discount: undefined,
      expiration: null,
      beneficiaries: null,
      tax: { amount: 0, description: null },
      items: [{ name: 'Pass', amount: 100, saleAmount: null, quantity: 1, imageLink: null }],
    };
    expect(order.parse(spelledOut)).toStrictEqual(order.parse(pixOrder));
    expect(order.parse(pixOrder)).not.toHaveProperty('shipping');
  });

  test('counts the sale amount of an item where there is one, and each piece', () => {
    const items = [
      { name: 'Fern', amount: 100, saleAmount: 0, quantity: 5 },
      { name: 'Ivy', amount: 70, saleAmount: 30, quantity: 2 },
      { name: 'Moss', amount: 20, quantity: 2 },
    ];
    expect(issuesOf(order, { ...pixOrder, items })).toEqual([]);
  });

  test('says what it expected and what it got when a sum is wrong', () => {
    const { error } = order.safeParse({ ...pixOrder, subtotal: 90, total: 120, tax: { amount: 10 } });
    expect(error?.issues.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "Expected 100 hundredths, the sum over the items of sale amount or amount × quantity, but got 90. Correct the one or the other.",
        "Expected 100 hundredths, which is subtotal + tax + shipping − discount, but got 120. Correct the one or the other.",
      ]
    `);
  });

  test('names every problem at once, each at its place', () => {
    const wrong = {
      ...indianOrder,
      referenceId: 'r'.repeat(36),
      paymentSettings: [
        { pixDynamicCode: { code: '', merchantName: 'm', key: 'k', keyType: 'EVP' }, paymentGateway: null },
        { paymentGateway: { configurationName: 'c'.repeat(61), provider: { payu: {} } } },
      ],
      items: [{ name: '', amount: -100, quantity: 0, imageLink: 'ftp://a', retailerId: 'sku-1' }],
      subtotal: -1,
      total: 3_000_000_000,
    };
    expect(issuesOf(order, wrong)).toEqual([
      ['paymentSettings.0.pixDynamicCode.code', 'EMPTY_TEXT'],
      ['paymentSettings.1.paymentGateway.configurationName', 'TEXT_TOO_LONG'],
      ['items.0.name', 'EMPTY_TEXT'],
      ['items.0.amount', 'AMOUNT_OUT_OF_RANGE'],
      ['items.0.quantity', 'QUANTITY_OUT_OF_RANGE'],
      ['items.0.imageLink', 'INVALID_MEDIA_URL'],
      ['subtotal', 'AMOUNT_OUT_OF_RANGE'],
      ['total', 'AMOUNT_OUT_OF_RANGE'],
      ['paymentSettings.0', 'PAYMENT_NOT_IN_COUNTRY'],
      ['referenceId', 'INVALID_REFERENCE_ID'],
      ['items.0.countryOfOrigin', 'IMPORTER_FIELD_REQUIRED'],
      ['items.0.importerName', 'IMPORTER_FIELD_REQUIRED'],
      ['items.0.importerAddress', 'IMPORTER_FIELD_REQUIRED'],
      ['items.0.imageLink', 'IMAGE_OF_CATALOG_ITEM'],
      ['subtotal', 'SUBTOTAL_MISMATCH'],
      ['total', 'TOTAL_MISMATCH'],
    ]);
  });

  test('needs no importer with a catalogue, nor in Brazil', () => {
    const items = [{ name: 'Fern', amount: 100, quantity: 1, retailerId: 'sku-1' }];
    expect(issuesOf(order, { ...indianOrder, catalogId: '17', items })).toEqual([]);
    expect(issuesOf(order, { ...pixOrder, items })).toEqual([]);
  });
});

describe('an expiration', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ['2026-11-22T10:05:00Z', []],
    ['2026-11-22T15:35:00.000+05:30', []],
    ['2026-11-22T10:04:59.999Z', [['expiration.at', 'EXPIRES_TOO_SOON']]],
    ['2026-11-22T10:05:00+01:00', [['expiration.at', 'EXPIRES_TOO_SOON']]],
  ])('lies at least 300 seconds ahead: %s', (at, issues) => {
    expect(issuesOf(order, { ...pixOrder, expiration: { at } })).toEqual(issues);
  });

  test('says how far off it is', () => {
    const messageFor = (at: string) =>
      order.safeParse({ ...pixOrder, expiration: { at } }).error?.issues[0]?.message;
    expect(messageFor('2026-11-22T10:01:00Z')).toMatchInlineSnapshot(
      `"Expected the order to expire at least 300 s from now, but got a moment only 60 s ahead. Give a later one."`,
    );
    expect(messageFor('2026-11-22T09:59:00Z')).toMatchInlineSnapshot(
      `"Expected the order to expire at least 300 s from now, but got a moment 60 s ago. Give a later one."`,
    );
  });
});

import fc from 'fast-check';
import { documentSource, filename, imageSource, videoSource } from './media.ts';
import { id, optionally, visibleText } from './texts.ts';

/** Years ahead of any test run, in the notations that RFC 3339 knows. */
export const moment = fc
  .tuple(
    fc.date({ min: new Date('2090-01-01'), max: new Date('2150-12-31'), noInvalidDate: true }),
    fc.constantFrom('Z', '+05:30', '-03:00', '+00:00'),
  )
  .map(([date, zone]) => date.toISOString().replace('Z', zone));

const referenceId = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_.-]{1,${max}}$`));
const hundredths = fc.integer({ min: 0, max: 100_000 });
const url = fc.stringMatching(/^[a-z]{1,10}$/).map((path) => `https://pay.example.com/${path}`);
const postalCode = fc.stringMatching(/^[1-9][0-9]{5}$/);
const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));

const paymentLink = fc.record({ paymentLink: fc.record({ url }) });

function provider() {
  const texts = (max: number, length: number) =>
    fc.array(visibleText(length), { minLength: 1, maxLength: max });
  const notes = fc
    .array(visibleText(256), { minLength: 1, maxLength: 15 })
    .map((values) => values.map((value, index) => ({ key: `key ${index}`, value })));
  return fc.oneof(
    fc.record({ razorpay: optionally({}, { receipt: visibleText(40), notes }) }),
    fc.record({ payu: optionally({}, { userFields: texts(4, 255) }) }),
    fc.record({ billdesk: optionally({}, { additionalInfos: texts(7, 120) }) }),
    fc.record({ zaakpay: optionally({}, { extras: texts(2, 180) }) }),
  );
}

const indianSetting: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    paymentGateway: fc.record({ configurationName: visibleText(60), provider: provider() }),
  }),
  fc.record({
    upiIntent: fc.record({
      link: fc.stringMatching(/^[a-z=&%]{1,40}$/).map((query) => `upi://pay?${query}`),
    }),
  }),
  paymentLink,
);

const brazilianSetting: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    pixDynamicCode: fc.record({
      code: fc.stringMatching(/^[0-9A-Za-z.]{1,200}$/),
      merchantName: visibleText(200),
      key: fc.stringMatching(/^[a-z0-9@.+-]{1,77}$/),
      keyType: fc.constantFrom('CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP'),
    }),
  }),
  paymentLink,
  fc.record({ boleto: fc.record({ digitableLine: fc.integer({ min: 44, max: 48 }).chain(digits) }) }),
  fc.record({ offsiteCardPay: fc.record({ lastFourDigits: digits(4), credentialId: id(255) }) }),
);

const item = optionally(
  { name: visibleText(60), amount: hundredths, quantity: fc.integer({ min: 1, max: 100 }) },
  { saleAmount: hundredths },
);

const importer = {
  countryOfOrigin: visibleText(100),
  importerName: visibleText(200),
  importerAddress: optionally(
    { addressLine1: visibleText(100), city: visibleText(100), postalCode },
    { addressLine2: visibleText(100), zoneCode: visibleText(10) },
  ),
};

/** Of a catalogue, or with pictures of their own; abroad, and in India without a catalogue, with their importer. */
function goods(indian: boolean) {
  const many = <Fields>(one: fc.Arbitrary<Fields>) => fc.array(one, { minLength: 1, maxLength: 10 });
  const extend = (required: Record<string, fc.Arbitrary<unknown>>, optional = {}) =>
    fc.tuple(item, optionally(required, optional)).map(([base, more]) => ({ ...base, ...more }));
  const inCatalog = fc.record({
    catalogId: digits(15),
    items: many(extend({}, { retailerId: id(100), ...importer })),
  });
  const required = indian ? importer : {};
  const pictured = fc.record({ items: many(extend(required, { imageLink: url })) });
  const plain = fc.record({ items: many(extend(required, { retailerId: id(100) })) });
  return fc.oneof(inCatalog, pictured, plain);
}

const charge = optionally({ amount: hundredths }, { description: visibleText(60) });

/** The bill: every part may be missing but for the tax, and the discount never exceeds the rest. */
function withSums(order: Goods & Bill) {
  const { items, tax, shipping, discount } = order;
  const subtotal = items.reduce((sum, one) => sum + (one.saleAmount ?? one.amount) * one.quantity, 0);
  const due = subtotal + tax.amount + (shipping?.amount ?? 0);
  const off = Math.min(discount?.amount ?? 0, due);
  return {
    ...order,
    ...(discount ? { discount: { ...discount, amount: off } } : {}),
    subtotal,
    total: due - off,
  };
}

interface Goods {
  items: readonly { amount: number; saleAmount?: number | null; quantity: number }[];
}

interface Bill {
  tax: { amount: number };
  shipping?: { amount: number } | null;
  discount?: { amount: number } | null;
}

function orderIn(indian: boolean) {
  const beneficiary = optionally(
    { ...{ name: visibleText(200), addressLine1: visibleText(100), city: visibleText(100) } },
    { addressLine2: visibleText(100) },
  ).chain((base) => fc.record({ state: visibleText(100), postalCode }).map((more) => ({ ...base, ...more })));
  const bill = optionally(
    {
      referenceId: referenceId(indian ? 35 : 60),
      goodsType: fc.constantFrom('DIGITAL', 'PHYSICAL'),
      currency: fc.constant(indian ? 'INR' : 'BRL'),
      paymentSettings: fc.array(indian ? indianSetting : brazilianSetting, { minLength: 1, maxLength: 6 }),
      tax: charge,
    },
    {
      shipping: charge,
      discount: optionally(
        { amount: hundredths },
        { description: visibleText(60), programName: visibleText(60) },
      ),
      expiration: optionally({ at: moment }, { description: visibleText(120) }),
      ...(indian ? { beneficiaries: fc.array(beneficiary, { minLength: 1, maxLength: 3 }) } : {}),
    },
  );
  return fc
    .tuple(bill, goods(indian))
    .map(([rest, items]) => withSums({ ...rest, ...items } as unknown as Goods & Bill)); // fields are drawn by name
}

export const orderInput = fc.oneof(orderIn(true), orderIn(false));

const header = fc.oneof(
  fc.record({ text: visibleText(60) }),
  fc.record({ image: imageSource }),
  fc.record({ video: videoSource }),
  fc.record({ document: optionally({ source: documentSource }, { filename }) }),
);

export const orderDetailsInput = optionally(
  { body: visibleText(1024), order: orderInput },
  { header, footer: visibleText(60) },
);

const update = {
  referenceId: referenceId(60),
  status: fc.constantFrom('PENDING', 'PROCESSING', 'PARTIALLY_SHIPPED', 'SHIPPED', 'COMPLETED', 'CANCELED'),
};

export const orderUpdateInput = optionally(update, { description: visibleText(120) });

export const orderStatusInput = optionally(
  { body: visibleText(1024), ...update },
  { footer: visibleText(60), description: visibleText(120) },
);

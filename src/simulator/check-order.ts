import { isFields, type Fields } from './check-parameter.ts';
import { checkHeaderMedia } from './check-media.ts';
import { checkPaymentSettings } from './check-payment.ts';
import {
  anyObject,
  every,
  fieldsOf,
  integer,
  list,
  matching,
  oneOf,
  required,
  requiredOneOf,
  rule,
  shape,
  text,
  type Shape,
} from './check-shape.ts';
import { refuse, type Refusal } from './refusal.ts';

const longestReference = { INR: 35, BRL: 60 };
const shortestExpiry = 300; // seconds from now
const mostItems = 1000; // no figure is published; this one only keeps the work small

const reference = every(
  text(longestReference.BRL),
  matching(/^[\w.-]*$/, 'made of letters, digits, underscores, dots and dashes'),
);

function amount(extras: Shape = {}) {
  return shape({
    value: required(integer(0, Number.MAX_SAFE_INTEGER)),
    offset: requiredOneOf([100]),
    description: text(60),
    ...extras,
  });
}

const item = shape({
  retailer_id: text(),
  name: required(text(60)),
  amount: required(amount()),
  sale_amount: amount(),
  quantity: required(integer(1, Number.MAX_SAFE_INTEGER)),
  image: checkHeaderMedia,
  country_of_origin: text(),
  importer_name: text(),
  importer_address: anyObject,
});

const expiration = every(
  shape({ timestamp: required(matching(/^\d{1,12}$/, 'UNIX seconds in a string')), description: text(120) }),
  rule(({ timestamp }, param) =>
    Number(timestamp) * 1000 < Date.now() + shortestExpiry * 1000
      ? refuse(131009, `Param ${param}['timestamp'] must be at least ${shortestExpiry} seconds ahead.`)
      : undefined,
  ),
);

const beneficiary = shape({
  name: required(text(200)),
  address_line1: required(text(100)),
  address_line2: text(100),
  city: required(text()),
  state: required(text()),
  country: requiredOneOf(['India']),
  postal_code: required(matching(/^\d{6}$/, 'six digits')),
});

const order = shape({
  status: requiredOneOf(['pending']),
  type: oneOf(['quick_pay']),
  catalog_id: text(),
  items: required(list(1, mostItems, item)),
  subtotal: required(amount()),
  tax: required(amount()),
  shipping: amount(),
  discount: amount({ discount_program_name: text(60) }),
  expiration,
  description: text(120),
});

/** An order to be paid: the parameters of the message, and of the template button. */
export const checkOrderDetails = every(
  shape({
    reference_id: required(reference),
    type: requiredOneOf(['digital-goods', 'physical-goods']),
    payment_type: text(),
    payment_settings: required(checkPaymentSettings),
    currency: requiredOneOf(Object.keys(longestReference)),
    total_amount: required(amount()),
    order: required(order),
    beneficiaries: list(1, 10, beneficiary),
  }),
  rule(checkReferenceLength),
  rule(checkSums),
);

/** News of an order: the parameters of the message, and of the template component. */
export const checkOrderUpdate = shape({
  reference_id: required(reference),
  order: required(
    shape({
      status: requiredOneOf([
        'pending',
        'processing',
        'partially_shipped',
        // As WhatsApp's page for Brazil writes it.
        'partially-shipped',
        'shipped',
        'completed',
        'canceled',
      ]),
      description: text(120),
    }),
  ),
});

function checkReferenceLength(details: Fields, param: string): Refusal | undefined {
  const most = details['currency'] === 'INR' ? longestReference.INR : longestReference.BRL;
  return text(most)(`${param}['reference_id']`, details['reference_id']);
}

function checkSums({ order, total_amount: total }: Fields, param: string): Refusal | undefined {
  if (!isFields(order)) return undefined;
  const { items, subtotal, tax, shipping, discount } = order;
  const goods = fieldsOf(items).map(
    (item) => valueOf(item['sale_amount'] ?? item['amount']) * Number(item['quantity']),
  );
  if (valueOf(subtotal) !== goods.reduce((sum, value) => sum + value, 0))
    return refuse(131009, `Param ${param}['order']['subtotal'] must be the sum of the items.`);
  if (valueOf(total) !== valueOf(subtotal) + valueOf(tax) + valueOf(shipping) - valueOf(discount))
    return refuse(131009, `Param ${param}['total_amount'] must be subtotal + tax + shipping - discount.`);
  return undefined;
}

function valueOf(amount: unknown): number {
  return isFields(amount) ? Number(amount['value']) : 0;
}

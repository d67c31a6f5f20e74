import type { Beneficiary } from '../content/order/beneficiary.ts';
import type { ImporterAddress } from '../content/order/importer-address.ts';
import type { Charge, Discount } from '../content/order/money.ts';
import type { OrderDetailsContent } from '../content/order/order-details.ts';
import type { OrderItem } from '../content/order/order-item.ts';
import type { OrderStatusContent } from '../content/order/order-status.ts';
import type { Order } from '../content/order/order.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { present } from './present.ts';
import { renderPaymentSetting } from './render-payment-setting.ts';

export function renderOrderDetailsAction({ order }: OrderDetailsContent): object {
  return { name: 'review_and_pay', parameters: renderOrder(order) };
}

export function renderOrderStatusAction(status: OrderStatusContent, to: Recipient): object {
  return { name: 'review_order', parameters: renderOrderUpdate(status, to) };
}

/** The parameters of the message, and of the template's button alike. */
export function renderOrder(order: Order): object {
  return present({
    reference_id: order.referenceId,
    type: goodsTypes[order.goodsType],
    payment_type: paymentTypeOf(order),
    payment_settings: order.paymentSettings.map(renderPaymentSetting),
    currency: order.currency,
    total_amount: hundredths(order.total),
    beneficiaries: order.beneficiaries?.map(renderBeneficiary),
    order: present({
      status: 'pending', // the only one that WhatsApp takes here
      catalog_id: order.catalogId,
      items: order.items.map(renderItem),
      subtotal: hundredths(order.subtotal),
      tax: renderCharge(order.tax),
      shipping: order.shipping && renderCharge(order.shipping),
      discount: order.discount && renderDiscount(order.discount),
      expiration: order.expiration && renderExpiration(order.expiration),
    }),
  });
}

/** The parameters of the message, and of the template's component alike. */
export function renderOrderUpdate(
  update: Pick<OrderStatusContent, 'referenceId' | 'status' | 'description'>,
  to: Recipient,
): object {
  const { referenceId, description } = update;
  return {
    reference_id: referenceId,
    order: present({ status: statusWord(update.status, to), description }),
  };
}

/**
 * WhatsApp's pages disagree on one status (May 2026). Those for India list `partially-shipped` among the values, and write
 * `partially_shipped` in the field's description and in every request. That for Brazil has `partially-shipped` alone:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 */
function statusWord(status: OrderStatusContent['status'], to: Recipient): string {
  return status === 'PARTIALLY_SHIPPED' && isInBrazil(to) ? 'partially-shipped' : status.toLowerCase();
}

/** Orders are paid within one country. */
function isInBrazil(to: Recipient): boolean {
  return 'phone' in to ? to.phone.startsWith('+55') : to.userId.startsWith('BR.');
}

const goodsTypes = { DIGITAL: 'digital-goods', PHYSICAL: 'physical-goods' } as const;

/** Brazil always has one; in India only UPI links have (REF §2.10.2). */
function paymentTypeOf({ currency, paymentSettings }: Order): string | undefined {
  if (currency === 'BRL') return 'br';
  return paymentSettings.some(({ type }) => type === 'upiIntent') ? 'upi' : undefined;
}

function hundredths(value: number): { value: number; offset: number } {
  return { value, offset: 100 };
}

function renderCharge({ amount, description }: Charge): object {
  return { ...hundredths(amount), ...present({ description }) };
}

function renderDiscount({ programName, ...discount }: Discount): object {
  return { ...renderCharge(discount), ...present({ discount_program_name: programName }) };
}

function renderExpiration({ at, description }: NonNullable<Order['expiration']>): object {
  return { timestamp: String(Math.floor(Date.parse(at) / 1000)), ...present({ description }) };
}

function renderItem(item: OrderItem): object {
  return present({
    retailer_id: item.retailerId,
    name: item.name,
    image: item.imageLink === undefined ? undefined : { link: item.imageLink },
    amount: hundredths(item.amount),
    sale_amount: item.saleAmount === undefined ? undefined : hundredths(item.saleAmount),
    quantity: item.quantity,
    country_of_origin: item.countryOfOrigin,
    importer_name: item.importerName,
    importer_address: item.importerAddress && renderImporterAddress(item.importerAddress),
  });
}

function renderImporterAddress(address: ImporterAddress): object {
  return present({
    address_line1: address.addressLine1,
    address_line2: address.addressLine2,
    city: address.city,
    zone_code: address.zoneCode,
    postal_code: address.postalCode,
    country_code: 'IN',
  });
}

function renderBeneficiary(beneficiary: Beneficiary): object {
  return present({
    name: beneficiary.name,
    address_line1: beneficiary.addressLine1,
    address_line2: beneficiary.addressLine2,
    city: beneficiary.city,
    state: beneficiary.state,
    country: 'India',
    postal_code: beneficiary.postalCode,
  });
}

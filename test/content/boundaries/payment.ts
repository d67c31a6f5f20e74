import { idOf, leastOf, mostOf, textOf, type Boundary, type Row } from './boundary.ts';
import { indianOrder, pixOrder } from './minimal-order.ts';
import { orderOf } from './order-of.ts';

const setting = 'paymentSettings.0';
const boletoLine = '03399.02606 80501.000002 00000.000000 1 90000000000000';

/** Fields that WhatsApp numbers: how many there are, and how long each. */
const numberedFields = [
  ['payu', 'userFields', 4, 255],
  ['billdesk', 'additionalInfos', 7, 120],
  ['zaakpay', 'extras', 2, 180],
] as const;

export const paymentBoundaries: readonly Boundary[] = [
  ...gateway('razorpay', { notes: [{ key: 'k', value: 'v' }] }, (provider) => [
    ...textOf(`${setting}.paymentGateway.configurationName`, 60),
    ...textOf(`${provider}.receipt`, 40),
    ...leastOf(`${provider}.notes`, 1, note),
    ...mostOf(`${provider}.notes`, 15, note),
    ...textOf(`${provider}.notes.0.key`, 256),
    ...textOf(`${provider}.notes.0.value`, 256),
    {
      path: `${provider}.notes`,
      within: [note(0), note(1)],
      beyond: [note(0), note(0)],
      code: 'DUPLICATE_VALUE',
      reportedAt: `${provider}.notes.1.key`,
    },
  ]),
  ...numberedFields.flatMap(([name, field, count, length]) =>
    gateway(name, { [field]: ['x'] }, (provider) => [
      ...leastOf(`${provider}.${field}`, 1, () => 'x'),
      ...mostOf(`${provider}.${field}`, count, () => 'x'),
      ...textOf(`${provider}.${field}.0`, length),
    ]),
  ),
  ...paidBy(indianOrder, { upiIntent: { link: 'upi://pay?pa=a' } }, [
    link(`upi://pay?${'x'.repeat(2038)}`, `upi://pay?${'x'.repeat(2039)}`),
    link('upi://pay?pa=shop@bank&pn=Shop%201', 'upi://pay?pn=Shop 1'),
    link('upi://pay?pa=x', 'https://pay.example.com?pa=x'),
  ]),
  ...paidBy(pixOrder, pixOrder.paymentSettings[0], [
    ...textOf(`${setting}.pixDynamicCode.code`, 1024),
    ...textOf(`${setting}.pixDynamicCode.merchantName`, 200),
    ...textOf(`${setting}.pixDynamicCode.key`, 77),
    { path: `${setting}.pixDynamicCode.key`, within: 'x', beyond: 'a\nb', code: 'INVALID_TEXT' },
    { path: `${setting}.pixDynamicCode.keyType`, within: 'EVP', beyond: 'evp', code: 'INVALID_VALUE' },
  ]),
  ...paidBy(pixOrder, { paymentLink: { url: 'https://example.com' } }, [
    {
      path: `${setting}.paymentLink.url`,
      within: 'http://example.com/a?b=c',
      beyond: 'javascript:alert(1)',
      code: 'INVALID_URL',
    },
  ]),
  ...paidBy(pixOrder, { boleto: { digitableLine: boletoLine } }, [
    boleto('1'.repeat(48), '1'.repeat(49)),
    boleto('1'.repeat(44), '1'.repeat(43)),
    boleto(boletoLine, boletoLine.replace('9', '٩')),
  ]),
  ...paidBy(pixOrder, { offsiteCardPay: { lastFourDigits: '1234', credentialId: 'c' } }, [
    digits('0000', '00000'),
    digits('9999', '999'),
    ...idOf(`${setting}.offsiteCardPay.credentialId`, 255),
  ]),
  ...paidBy(pixOrder, { boleto: { digitableLine: boletoLine } }, [
    {
      what: 'one way to pay in each setting',
      path: setting,
      within: { paymentLink: { url: 'https://example.com' }, boleto: null },
      beyond: { paymentLink: { url: 'https://example.com' }, boleto: { digitableLine: boletoLine } },
      code: 'EXACTLY_ONE_FIELD',
    },
  ]),
];

function paidBy(order: object, way: object | undefined, rows: readonly Row[]): Boundary[] {
  return orderOf({ ...order, paymentSettings: [way] }, rows);
}

function gateway(name: string, own: object, rowsAt: (provider: string) => readonly Row[]): Boundary[] {
  const paymentGateway = { configurationName: 'prod', provider: { [name]: own } };
  return paidBy(indianOrder, { paymentGateway }, rowsAt(`${setting}.paymentGateway.provider.${name}`));
}

function note(index: number) {
  return { key: `key ${index}`, value: 'v' };
}

function link(within: string, beyond: string): Row {
  return { path: `${setting}.upiIntent.link`, within, beyond, code: 'INVALID_UPI_LINK' };
}

function boleto(within: string, beyond: string): Row {
  return { path: `${setting}.boleto.digitableLine`, within, beyond, code: 'INVALID_DIGITABLE_LINE' };
}

function digits(within: string, beyond: string): Row {
  return {
    path: `${setting}.offsiteCardPay.lastFourDigits`,
    within,
    beyond,
    code: 'INVALID_LAST_FOUR_DIGITS',
  };
}

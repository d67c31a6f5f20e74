import { below } from './below.ts';
import { idOf, leastOf, mostOf, textOf, type Boundary, type Row } from './boundary.ts';

const minimal = { name: 'n', language: 'en' };
const orderStatus = { referenceId: 'A-17', status: 'SHIPPED' };
const named = (index: number) => ({ name: `n${index}`, text: 'x' });
const text = (length: number) => ({ text: 'x'.repeat(length) });
const money = { currency: { fallbackValue: '$1', code: 'USD', amount1000: 1000 } };
const card = { header: { image: { id: '1' } } };

export const templateBoundaries: readonly Boundary[] = [
  ...below('template', minimal, [
    templateName('n'.repeat(512), 'n'.repeat(513)),
    templateName('a_0', 'A_0'),
    templateName('e', 'e\u0301'),
    templateName('0', '😀'),
    templateName('_', ''),
    language('pt_BR', 'pt-BR'),
    language('fil', 'Filipino'),
    language('zh_HK', 'zh_'),
    { path: 'category', within: 'MARKETING', beyond: 'marketing', code: 'INVALID_VALUE' },
    ...parameterOf('header.text.text', 60),
    parameterName('header.text', (name) => ({ text: 'x', name })),
    mediaHeader('image', 'https://cdn.example.com/a.jpg', 'https://cdn.example.com/a.mp4'),
    mediaHeader('video', 'https://cdn.example.com/a.mp4', 'https://cdn.example.com/a.jpg'),
    mediaHeader('gif', 'https://cdn.example.com/a.mp4', 'https://cdn.example.com/a.gif'),
    ...textOf('header.document', 255).map((row) => ({
      ...row,
      within: { source: { id: '1' }, filename: row.within },
      beyond: { source: { id: '1' }, filename: row.beyond },
      reportedAt: 'header.document.filename',
    })),
    {
      path: 'header.location',
      within: { latitude: 90, longitude: -180 },
      beyond: { latitude: 90.1, longitude: -180 },
      code: 'LATITUDE_OUT_OF_RANGE',
      reportedAt: 'header.location.latitude',
    },
    ...parameterOf('authentication.code', 15).filter(({ what }) => !what?.includes('emoji')),
    { path: 'authentication.code', within: '0#*', beyond: '12😀', code: 'EMOJI_NOT_ALLOWED' },
    { path: 'authentication.code', within: '1', beyond: '1\uFE0F\u20E3', code: 'EMOJI_NOT_ALLOWED' },
    offer('2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z', 'EXPIRES_TOO_SOON'),
    offer('2099-01-01T00:00:00Z', '2099-01-01 00:00:00', 'INVALID_DATE_TIME'),
  ]),
  ...below('template', { ...minimal, header: { product: { productRetailerId: 's', catalogId: '1' } } }, [
    ...idOf('header.product.productRetailerId', 100),
    ...idOf('header.product.catalogId', 64),
  ]),
  ...below('template', { ...minimal, orderStatus }, [
    ...textOf('orderStatus.description', 120),
    { path: 'orderStatus.status', within: 'CANCELED', beyond: 'CANCELLED', code: 'INVALID_VALUE' },
    {
      path: 'orderStatus.referenceId',
      within: 'r'.repeat(60),
      beyond: 'r'.repeat(61),
      code: 'INVALID_REFERENCE_ID',
    },
  ]),
  ...below('template', { ...minimal, body: { named: [{ name: 'n', text: 'x' }] } }, [
    ...parameterOf('body.named.0.text', 1024),
    parameterName('body.named.0', (name) => ({ name, text: 'x' })),
    ...leastOf('body.named', 1, named),
    ...mostOf('body.named', 100, named),
    {
      path: 'body.named',
      within: [named(0), named(1)],
      beyond: [named(0), named(0)],
      code: 'DUPLICATE_VALUE',
      reportedAt: 'body.named.1.name',
    },
    together('body.named', (length) => ({ name: 'x', text: 'x'.repeat(length) }), { name: 'y', text: 'y' }),
  ]),
  ...below('template', { ...minimal, body: { positional: [{ text: 'x' }] } }, [
    ...parameterOf('body.positional.0.text', 1024),
    ...leastOf('body.positional', 1, () => text(1)),
    ...mostOf('body.positional', 100, () => text(1)),
    together('body.positional', text, { dateTime: { fallbackValue: 'y' } }),
    {
      what: 'a header without a name, like the body',
      path: 'header',
      within: { text: { text: 'x' } },
      beyond: { text: { text: 'x', name: 'n' } },
      code: 'MIXED_PARAMETERS',
      reportedAt: 'header.text',
    },
  ]),
  ...below('template', { ...minimal, body: { positional: [money] } }, [
    ...parameterOf('body.positional.0.currency.fallbackValue', 1024),
    amount(Number.MAX_SAFE_INTEGER, 2 ** 53),
    amount(-12_500, 12.5),
    { path: 'body.positional.0.currency.code', within: 'JPY', beyond: 'usd', code: 'INVALID_CURRENCY' },
    ...parameterOf('body.positional.0.dateTime.fallbackValue', 1024).map((row) => ({
      ...row,
      path: 'body.positional.0',
      within: { dateTime: { fallbackValue: row.within } },
      beyond: { dateTime: { fallbackValue: row.beyond } },
      reportedAt: row.path,
    })),
  ]),
  ...below('template', { ...minimal, authentication: { code: '481920' } }, [
    ...Object.entries({
      header: { image: { id: '1' } },
      body: { positional: [text(1)] },
      buttons: [{ url: { index: 0, suffix: 'x' } }],
      carousel: [card, card],
      limitedTimeOffer: { expiresAt: '2099-01-01T00:00:00Z' },
      orderStatus,
    }).map(([path, beyond]) => ({ path, within: null, beyond, code: 'NOT_WITH_AUTHENTICATION' })),
    { path: 'category', within: 'AUTHENTICATION', beyond: 'UTILITY', code: 'NOT_WITH_AUTHENTICATION' },
  ]),
];

/** Text in the place of a variable: its length, and that it stays in one line. */
function parameterOf(path: string, max: number): Row[] {
  const code = 'INVALID_PARAMETER_SPACING';
  return [
    ...textOf(path, max),
    { path, what: `${path} without a line break`, within: 'a b', beyond: 'a\nb', code },
    { path, what: `${path} without a tab`, within: 'a b', beyond: 'a\tb', code },
    { path, what: `${path} with 4 spaces in a row`, within: 'a    b', beyond: 'a     b', code },
  ];
}

function templateName(within: string, beyond: string): Row {
  return { path: 'name', within, beyond, code: 'INVALID_TEMPLATE_NAME' };
}

function language(within: string, beyond: string): Row {
  return { path: 'language', within, beyond, code: 'INVALID_LANGUAGE' };
}

function parameterName(path: string, withName: (name: string) => object): Row {
  return {
    path,
    what: `the name of ${path}`,
    within: withName('n'.repeat(64)),
    beyond: withName('n'.repeat(65)),
    code: 'INVALID_PARAMETER_NAME',
    reportedAt: `${path}.name`,
  };
}

function mediaHeader(kind: string, within: string, beyond: string): Row {
  return { path: `header.${kind}.link`, within, beyond, code: 'MEDIA_TYPE_MISMATCH' };
}

function offer(within: string, beyond: string, code: string): Row {
  return { path: 'limitedTimeOffer.expiresAt', what: `an offer until ${beyond}`, within, beyond, code };
}

function amount(within: number, beyond: number): Row {
  return { path: 'body.positional.0.currency.amount1000', within, beyond, code: 'AMOUNT_OUT_OF_RANGE' };
}

function together(path: string, long: (length: number) => object, short: object): Row {
  return {
    path,
    what: `${path} of 1,024 letters together`,
    within: [long(1023), short],
    beyond: [long(1024), short],
    code: 'TEXT_TOO_LONG',
  };
}

import { below } from './below.ts';
import { idOf, leastOf, mostOf, textOf, type Boundary, type Row } from './boundary.ts';
import { freeOrder } from './minimal-order.ts';

/** The least that each kind of button needs. */
const minimal = {
  quickReply: { index: 0, payload: 'x' },
  url: { index: 0, suffix: 'x' },
  copyCode: { index: 0, code: 'x' },
  flow: { index: 0 },
  catalog: { index: 0 },
  multiProduct: {
    index: 0,
    thumbnailProductRetailerId: 'sku-1',
    sections: [{ title: 'x', productRetailerIds: ['sku-1'] }],
  },
  orderDetails: { index: 0, order: freeOrder },
  voiceCall: {},
  groupInvite: { index: 0, groupId: 'x' },
};

type Kind = keyof typeof minimal;

const quickReply = (index: number) => ({ quickReply: { index, payload: 'x' } });
const url = (index: number) => ({ url: { index, suffix: 'x' } });
const copyCode = (index: number) => ({ copyCode: { index, code: 'x' } });
const groupInvite = { groupInvite: { index: 8, groupId: 'x' } };
const skus = (count: number) => Array.from({ length: count }, (_, index) => `sku-${index}`);

const image = { image: { id: '1' } };
const body = { positional: [{ text: 'x' }] };
const card = { header: image, buttons: [quickReply(0), url(1)] };

export const templateButtonBoundaries: readonly Boundary[] = [
  ...(Object.keys(minimal) as Kind[]).flatMap((kind) =>
    button(kind, [index(9, 10), index(0, -1), index(1, 1.5)]),
  ),
  ...button('quickReply', textOf('payload', 128)),
  ...button('url', [...textOf('suffix', 2000), spacing('suffix')]),
  ...button('copyCode', [...textOf('code', 20), spacing('code')]),
  ...button('flow', [
    ...idOf('token', 512),
    { path: 'data', within: { store: '2' }, beyond: {}, code: 'INVALID_JSON' },
  ]),
  ...button('catalog', idOf('thumbnailProductRetailerId', 100)),
  ...button('multiProduct', [
    ...idOf('thumbnailProductRetailerId', 100),
    ...leastOf('sections', 1, section),
    ...mostOf('sections', 10, section),
    ...textOf('sections.0.title', 24),
    ...mostOf('sections.0.productRetailerIds', 30, (place) => `sku-${place}`),
    {
      what: '30 products in all sections together',
      path: 'sections',
      within: [section(0), { title: 'y', productRetailerIds: skus(29) }],
      beyond: [section(0), { title: 'y', productRetailerIds: skus(30) }],
      code: 'TOO_MANY_ITEMS',
    },
    {
      what: 'a title for each of several sections',
      path: 'sections',
      within: [{ productRetailerIds: ['sku-1'] }],
      beyond: [section(0), { productRetailerIds: ['sku-1'] }],
      code: 'SECTION_TITLE_REQUIRED',
      reportedAt: 'sections.1.title',
    },
  ]),
  ...button('orderDetails', [
    { path: 'order.total', within: 0, beyond: 1, code: 'TOTAL_MISMATCH' },
    {
      path: 'order.referenceId',
      within: 'r'.repeat(60),
      beyond: 'r'.repeat(61),
      code: 'INVALID_REFERENCE_ID',
    },
  ]),
  ...button('voiceCall', [
    { path: 'ttlMinutes', within: 43_200, beyond: 43_201, code: 'TTL_OUT_OF_RANGE' },
    { path: 'ttlMinutes', within: 1, beyond: 0, code: 'TTL_OUT_OF_RANGE' },
    ...textOf('payload', 512),
  ]),
  ...button('groupInvite', idOf('groupId', 128)),
  ...below('template', { name: 'n', language: 'en', buttons: [url(0)] }, [
    ...buttonsAt('buttons'),
    crowd('buttons', [url(0), groupInvite], [url(0), url(1), groupInvite]),
    crowd('buttons', [copyCode(0), url(1)], [copyCode(0), copyCode(1)]),
  ]),
  ...below('template', { name: 'n', language: 'en', carousel: [card, card] }, [
    ...leastOf('carousel', 2, () => card),
    ...mostOf('carousel', 10, () => card),
    mixedCards('header', { ...card, header: { video: { id: '1' } } }),
    mixedCards('body', { ...card, body }),
    mixedCards('buttons', { ...card, buttons: [url(0), quickReply(1)] }),
    mixedCards('buttons', { ...card, buttons: [quickReply(0), url(2)] }),
    mixedCards('buttons', { ...card, buttons: [quickReply(0)] }),
    mixedCards('buttons', { header: image }),
    {
      what: 'no copy code on a card',
      path: 'carousel',
      within: [card, { ...card, buttons: [url(1), quickReply(0)] }],
      beyond: [card, { ...card, buttons: [copyCode(0)] }],
      code: 'EXACTLY_ONE_FIELD',
      reportedAt: 'carousel.1.buttons.0',
    },
  ]),
];

function button(kind: Kind, rows: readonly Row[]): Boundary[] {
  const full = (path: string) => `buttons.0.${kind}.${path}`;
  return below(
    'template',
    { name: 'n', language: 'en', buttons: [{ [kind]: minimal[kind] }] },
    rows.map((row) => ({ ...row, path: full(row.path), reportedAt: full(row.reportedAt ?? row.path) })),
  );
}

function buttonsAt(path: string): Row[] {
  return [
    ...leastOf(path, 1, quickReply),
    {
      what: `at most 10 in ${path}, each once`,
      path,
      within: Array.from({ length: 10 }, (_, place) => quickReply(place)),
      beyond: [...Array.from({ length: 10 }, (_, place) => quickReply(place)), { voiceCall: {} }],
      code: 'TOO_MANY_ITEMS',
    },
    {
      what: `no index twice in ${path}`,
      path,
      within: [quickReply(1), url(0)],
      beyond: [quickReply(1), url(1)],
      code: 'DUPLICATE_VALUE',
      reportedAt: `${path}.1.url.index`,
    },
  ];
}

function index(within: number, beyond: number): Row {
  return { path: 'index', within, beyond, code: 'BUTTON_INDEX_OUT_OF_RANGE' };
}

function spacing(path: string): Row {
  return { path, within: 'a    b', beyond: 'a\nb', code: 'INVALID_PARAMETER_SPACING' };
}

function section(place: number) {
  return { title: 'x', productRetailerIds: [`sku-${place}`] };
}

function crowd(path: string, within: object[], beyond: object[]): Row {
  return { path, what: `kinds in ${path}`, within, beyond, code: 'TOO_MANY_OF_KIND' };
}

function mixedCards(field: string, other: object): Row {
  return {
    what: `the same ${field} on all cards`,
    path: 'carousel',
    within: [other, other],
    beyond: [card, other],
    code: 'MIXED_CARDS',
    reportedAt: `carousel.1.${field}`,
  };
}

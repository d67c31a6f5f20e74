import { idOf, leastOf, mostOf, textOf, type Boundary } from './boundary.ts';
import { interactiveOf as of } from './interactive-of.ts';

const button = (index: number) => ({ id: `id ${index}`, title: `title ${index}` });
const sku = (index: number) => `sku-${index}`;

export const interactiveBoundaries: readonly Boundary[] = [
  ...of('replyButtons', [
    ...leastOf('buttons', 1, button),
    ...mostOf('buttons', 3, button),
    ...idOf('buttons.0.id', 256),
    ...textOf('buttons.0.title', 20),
    repeated('buttons', [button(0), { ...button(1), id: 'id 0' }], 'buttons.1.id'),
    repeated('buttons', [button(0), { ...button(1), title: 'title 0' }], 'buttons.1.title'),
  ]),
  ...of('ctaUrl', [
    ...textOf('displayText', 20),
    { path: 'url', within: 'http://example.com', beyond: 'tel:+16505550101', code: 'INVALID_URL' },
    { path: 'url', within: length(2048), beyond: length(2049), code: 'INVALID_URL' },
  ]),
  ...of('product', [...idOf('catalogId', 64), ...idOf('productRetailerId', 100)]),
  ...of('catalog', idOf('thumbnailProductRetailerId', 100)),
  ...of('address', [
    ...textOf('values.city', 200).slice(0, 1),
    ...textOf('validationErrors.pinCode', 200),
    ...mostOf('savedAddresses', 20, (index) => ({ id: `${index}`, value: {} })),
    ...leastOf('savedAddresses', 1, (index) => ({ id: `${index}`, value: {} })),
    { path: 'values.pinCode', within: '400063', beyond: '40006', code: 'INVALID_PIN_CODE' },
    { path: 'values.pinCode', within: '100000', beyond: '000000', code: 'INVALID_PIN_CODE' },
    repeated(
      'savedAddresses',
      [
        { id: 'a', value: {} },
        { id: 'a', value: {} },
      ],
      'savedAddresses.1.id',
    ),
  ]),
  ...of('address', idOf('savedAddresses.0.id', 256), { body: 'b', savedAddresses: [{ id: 'a', value: {} }] }),
  ...of('productCarousel', [
    ...leastOf('productRetailerIds', 2, sku),
    ...mostOf('productRetailerIds', 10, sku),
    ...idOf('productRetailerIds.1', 100),
    ...idOf('catalogId', 64),
  ]),
  ...of('voiceCall', [
    ...textOf('displayText', 20),
    ...textOf('payload', 512),
    { path: 'ttlMinutes', within: 1, beyond: 0, code: 'TTL_OUT_OF_RANGE' },
    { path: 'ttlMinutes', within: 43_200, beyond: 43_201, code: 'TTL_OUT_OF_RANGE' },
  ]),
];

function repeated(path: string, beyond: object[], reportedAt: string) {
  return {
    what: `${reportedAt} is unique`,
    path,
    within: beyond.slice(0, 1),
    beyond,
    code: 'DUPLICATE_VALUE',
    reportedAt,
  };
}

function length(characters: number): string {
  return 'https://example.com/'.padEnd(characters, 'a');
}

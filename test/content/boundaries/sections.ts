import { idOf, leastOf, mostOf, textOf, type Boundary } from './boundary.ts';
import { interactiveOf as of } from './interactive-of.ts';

const row = (index: number) => ({ id: `row ${index}`, title: 'Row' });
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, index) => row(from + index));
const sku = (index: number) => `sku-${index}`;
const skus = (count: number) => Array.from({ length: count }, (_, index) => sku(index));

export const sectionBoundaries: readonly Boundary[] = [
  ...of('list', [
    ...textOf('headerText', 60),
    ...textOf('buttonText', 20),
    ...leastOf('sections', 1, (index) => ({ title: 't', rows: [row(index)] })),
    ...leastOf('sections.0.rows', 1, row),
    ...mostOf('sections.0.rows', 10, row),
    ...mostOf('sections', 10, (index) => ({ title: 't', rows: [row(index)] })),
    ...textOf('sections.0.title', 24),
    ...idOf('sections.0.rows.0.id', 200),
    ...textOf('sections.0.rows.0.title', 24),
    ...textOf('sections.0.rows.0.description', 72),
    {
      what: '10 rows in all sections together',
      path: 'sections',
      within: [
        { title: 'a', rows: rows(5) },
        { title: 'b', rows: rows(5, 5) },
      ],
      beyond: [
        { title: 'a', rows: rows(5) },
        { title: 'b', rows: rows(6, 5) },
      ],
      code: 'TOO_MANY_ITEMS',
    },
    {
      what: 'a row id is unique over all sections',
      path: 'sections',
      within: [
        { title: 'a', rows: rows(1) },
        { title: 'b', rows: rows(1, 1) },
      ],
      beyond: [
        { title: 'a', rows: rows(1) },
        { title: 'b', rows: rows(1) },
      ],
      code: 'DUPLICATE_VALUE',
      reportedAt: 'sections.1.rows.0.id',
    },
    titleRequired({ rows: rows(1) }, { rows: rows(1, 1) }),
  ]),
  ...of('productList', [
    ...textOf('headerText', 60),
    ...idOf('catalogId', 64),
    ...textOf('sections.0.title', 24),
    ...idOf('sections.0.productRetailerIds.0', 100),
    ...leastOf('sections.0.productRetailerIds', 1, sku),
    ...mostOf('sections.0.productRetailerIds', 30, sku),
    ...leastOf('sections', 1, () => ({ title: 't', productRetailerIds: ['a'] })),
    ...mostOf('sections', 10, () => ({ title: 't', productRetailerIds: ['a'] })),
    {
      what: '30 products in all sections together',
      path: 'sections',
      within: [
        { title: 'a', productRetailerIds: skus(15) },
        { title: 'b', productRetailerIds: skus(15) },
      ],
      beyond: [
        { title: 'a', productRetailerIds: skus(15) },
        { title: 'b', productRetailerIds: skus(16) },
      ],
      code: 'TOO_MANY_ITEMS',
    },
    titleRequired({ productRetailerIds: skus(1) }, { productRetailerIds: skus(1) }),
  ]),
];

function titleRequired(first: object, second: object) {
  return {
    what: 'each of several sections has a title',
    path: 'sections',
    within: [
      { title: 'a', ...first },
      { title: 'b', ...second },
    ],
    beyond: [{ title: 'a', ...first }, second],
    code: 'SECTION_TITLE_REQUIRED',
    reportedAt: 'sections.1.title',
  };
}

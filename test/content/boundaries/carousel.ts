import { idOf, leastOf, mostOf, textOf, type Boundary, type Row } from './boundary.ts';
import { interactiveOf } from './interactive-of.ts';

const url = 'https://example.com';
const link = { ctaUrl: { displayText: 'd', url } };
const card = { header: { image: { id: '1' } }, action: link };
const button = (index: number) => ({ id: `${index}`, title: `title ${index}` });
const replies = (count: number) => ({
  quickReplies: Array.from({ length: count }, (_, index) => button(index)),
});

/** Two cards that differ in one thing. */
function mixed(field: string, first: object, second: object) {
  return {
    what: `the ${field} is alike on all cards`,
    path: 'cards',
    within: [
      { ...card, ...first },
      { ...card, ...first },
    ],
    beyond: [
      { ...card, ...first },
      { ...card, ...second },
    ],
    code: 'MIXED_CARDS',
    reportedAt: `cards.1.${field}`,
  };
}

/** A change that both cards share, so that they stay alike. */
function onBoth(rows: readonly Row[], cardOf: (value: unknown) => object): Row[] {
  return rows.map((row) => ({
    ...row,
    path: 'cards',
    within: [cardOf(row.within), cardOf(row.within)],
    beyond: [cardOf(row.within), cardOf(row.beyond)],
    reportedAt: `cards.1.${row.reportedAt ?? row.path}`,
  }));
}

const withBody = (body: unknown) => ({ ...card, body });
const withReplies = (quickReplies: unknown) => ({ ...card, action: { quickReplies } });
const withId = (id: unknown) => withReplies([{ ...button(0), id }]);
const withTitle = (title: unknown) => withReplies([{ ...button(0), title }]);

export const carouselBoundaries: readonly Boundary[] = interactiveOf('mediaCarousel', [
  ...leastOf('cards', 2, () => card),
  ...mostOf('cards', 10, () => card),
  ...textOf('cards.0.action.ctaUrl.displayText', 20),
  { path: 'cards.1.action.ctaUrl.url', within: url, beyond: 'example.com', code: 'INVALID_URL' },
  mixed('header', {}, { header: { video: { id: '1' } } }),
  mixed('body', { body: 'b' }, {}),
  mixed('action', {}, { action: replies(1) }),
  mixed('action', { action: replies(2) }, { action: replies(1) }),
  ...onBoth(textOf('body', 160), withBody),
  ...onBoth([{ path: 'body', within: 'a\r\nb\nc', beyond: 'a\nb\n\nc', code: 'TOO_MANY_LINES' }], withBody),
  ...onBoth(idOf('action.quickReplies.0.id', 20), withId),
  ...onBoth(textOf('action.quickReplies.0.title', 20), withTitle),
  {
    what: 'an id is unique on a card, and may come again on another',
    path: 'cards',
    within: [
      { ...card, action: replies(2) },
      { ...card, action: replies(2) },
    ],
    beyond: [{ ...card, action: replies(2) }, withReplies([button(0), { id: '0', title: 'other' }])],
    code: 'DUPLICATE_VALUE',
    reportedAt: 'cards.1.action.quickReplies.1.id',
  },
]);

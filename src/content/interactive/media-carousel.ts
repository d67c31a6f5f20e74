import { z } from 'zod';
import { branchOf } from '../branch-of.ts';
import { listOf } from '../list-of.ts';
import { interactiveBody } from './body.ts';
import { carouselCard, type CarouselCard } from './carousel-card.ts';

export const minCards = 2; // cards; REF §2.10.3
export const maxCards = 10; // cards; REF §2.10.3

/** Cards have no index in the input: their place in the list is it, so that none can be missing or double. */
const cards = listOf(carouselCard, { what: 'The cards', min: minCards, max: maxCards }).superRefine(
  (all, ctx) => {
    const [first, ...others] = all;
    if (first === undefined) return;
    for (const [place, card] of others.entries()) {
      for (const [field, shapeOf] of alikeOnAllCards) {
        if (shapeOf(card) === shapeOf(first)) continue;
        ctx.addIssue({
          code: 'custom',
          path: [place + 1, field],
          params: { code: 'MIXED_CARDS' },
          message: `Expected the ${field} of the same shape on all cards, but got another than on the first. Make them alike.`,
        });
      }
    }
  },
);

const alikeOnAllCards: readonly (readonly [field: string, shapeOf: (card: CarouselCard) => unknown])[] = [
  ['header', ({ header }) => branchOf(header)],
  ['body', ({ body }) => body != null],
  ['action', ({ action }) => shapeOfAction(action)],
];

/** Links are alike; quick replies are if there are as many. */
function shapeOfAction(action: CarouselCard['action']): string | number | undefined {
  const branch = branchOf(action);
  return branch === 'quickReplies' && 'quickReplies' in action ? action.quickReplies.length : branch;
}

export const mediaCarousel = z.object({ body: interactiveBody, cards });

export type MediaCarouselContent = z.infer<typeof mediaCarousel>;

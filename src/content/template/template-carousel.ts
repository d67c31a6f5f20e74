import { z } from 'zod';
import { branchOf } from '../branch-of.ts';
import { given } from '../given.ts';
import { maxCards, minCards } from '../interactive/media-carousel.ts';
import { listOf } from '../list-of.ts';
import { indexOf } from './report-crowded-buttons.ts';
import { cardButtons } from './template-button.ts';
import { cardHeader } from './template-header.ts';
import { templateBody } from './template-body.ts';

const card = z
  .object({ header: cardHeader, body: templateBody.nullish(), buttons: cardButtons.nullish() })
  .transform(given);

type TemplateCard = z.infer<typeof card>;

/** Cards have no index in the input: their place in the list is it, so that none can be missing or double. */
export const templateCarousel = listOf(card, {
  what: 'The cards',
  min: minCards,
  max: maxCards,
}).superRefine((all, ctx) => {
  const [first, ...others] = all;
  if (first === undefined) return;
  for (const [place, other] of others.entries()) {
    for (const [field, shapeOf] of alikeOnAllCards) {
      if (shapeOf(other) === shapeOf(first)) continue;
      ctx.addIssue({
        code: 'custom',
        path: [place + 1, field],
        params: { code: 'MIXED_CARDS' },
        message: `Expected the ${field} of the same kind on all cards, but got another than on the first. Make them alike.`,
      });
    }
  }
});

export type TemplateCarousel = z.infer<typeof templateCarousel>;

/** A card that has faults of its own is still as the caller wrote it, nulls included. */
const alikeOnAllCards: readonly (readonly [field: string, shapeOf: (card: TemplateCard) => string])[] = [
  ['header', ({ header }) => branchOf(header) ?? 'none'],
  ['body', ({ body }) => (body == null ? 'none' : (branchOf(body) ?? 'none'))],
  ['buttons', ({ buttons }) => (buttons ?? []).map(kindAndPlace).sort().join(' ')],
];

function kindAndPlace(button: { type: string }): string {
  return `${indexOf(button) ?? 0} ${branchOf(button) ?? 'none'}`;
}

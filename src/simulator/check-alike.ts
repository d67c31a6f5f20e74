import type { Fields } from './check-parameter.ts';
import { fieldsOf, findTwice, type Check } from './check-shape.ts';
import { refuse } from './refusal.ts';

/** Cards have an index each, and are otherwise of one kind: only their words and pictures differ. */
export function checkAlike(describe: (card: Fields) => string, code = 131009): Check {
  return (param, value) => {
    const cards = fieldsOf(value);
    if (findTwice(cards.map(({ card_index: index }) => index)) !== undefined)
      return refuse(code, `Param ${param} must have a unique card_index on each card.`);
    if (new Set(cards.map(describe)).size > 1)
      return refuse(
        code,
        `Param ${param} must have cards of the same kind, with the same header and buttons.`,
      );
    return undefined;
  };
}

import { z } from 'zod';

export interface ListRule {
  /** How the sentence names it, in the plural: "The buttons". */
  what: string;
  min: number;
  max: number;
}

/** A list with a limit on its length, which is judged first: only then all faults of its items are named. */
export function listOf<Item extends z.ZodType>(item: Item, { what, min, max }: ListRule) {
  const length = z.array(z.any()).superRefine((items, ctx) => {
    if (items.length >= min && items.length <= max) return;
    const expected = min === max ? `exactly ${min}` : `${min} to ${max}`;
    ctx.addIssue({
      code: 'custom',
      // Rules about the whole list would look at items that nobody has judged.
      continue: false,
      params: { code: items.length < min ? 'TOO_FEW_ITEMS' : 'TOO_MANY_ITEMS' },
      message:
        `${what} may be ${expected} in number, but got ${items.length}. ` +
        (items.length < min ? 'Add some.' : 'Leave some out, or send several messages.'),
    });
  });
  return length.pipe(z.array(item));
}

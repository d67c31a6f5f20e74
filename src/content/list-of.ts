import { z } from 'zod';

export interface ListRule {
  /** How the sentence names it, in the plural: "The buttons". */
  what: string;
  min: number;
  max: number;
}

/** A list with a limit on its length; all faults of its items are named as well. */
export function listOf<Item extends z.ZodType>(item: Item, { what, min, max }: ListRule) {
  return z.array(item).superRefine((items, ctx) => {
    if (items.length >= min && items.length <= max) return;
    const expected = min === max ? `exactly ${min}` : `${min} to ${max}`;
    ctx.addIssue({
      code: 'custom',
      params: { code: items.length < min ? 'TOO_FEW_ITEMS' : 'TOO_MANY_ITEMS' },
      message:
        `${what} may be ${expected} in number, but got ${items.length}. ` +
        (items.length < min ? 'Add some.' : 'Leave some out, or send several messages.'),
    });
  });
}

import type { z } from 'zod';

interface Pictured {
  catalogId?: string | null | undefined;
  items: readonly { imageLink?: string | null | undefined; retailerId?: string | null | undefined }[];
}

export const maxPicturedItems = 10; // items; Meta's page "payments-in/pg", May 2026

/** Items of a catalogue bring their own pictures; others may have some, and then there may be only a few (same page). */
export function reportImageRules(ctx: z.RefinementCtx, { catalogId, items }: Pictured): void {
  const pictured = [...items.entries()].filter(([, { imageLink }]) => imageLink != null);
  for (const [index, { retailerId }] of pictured) {
    if (catalogId == null && retailerId == null) continue;
    ctx.addIssue({
      code: 'custom',
      path: ['items', index, 'imageLink'],
      params: { code: 'IMAGE_OF_CATALOG_ITEM' },
      message:
        'Expected no image with catalogId or retailerId, but got one: the picture comes from the catalogue. ' +
        'Leave out the one or the other.',
    });
  }
  if (pictured.length > 0 && items.length > maxPicturedItems) {
    ctx.addIssue({
      code: 'custom',
      path: ['items'],
      params: { code: 'TOO_MANY_ITEMS' },
      message: `Expected at most ${maxPicturedItems} items when any has an image, but got ${items.length}. Leave out the images or some items.`,
    });
  }
}

import { z } from 'zod';
import { wellFormedText } from './text-rules.ts';

/**
 * Meta says "4,096 characters" and not which kind (REF §2.4). We count UTF-16 code units, the smallest of the usual
 * readings: what passes here passes there too, at the price of refusing texts of more than 2,048 emoji.
 */
export const maxBody = 4096; // UTF-16 code units

export const text = z
  .object({
    body: wellFormedText({ what: 'The body', min: 1, max: maxBody }),
    previewUrl: z.boolean().nullish(),
  })
  .transform(({ body, previewUrl }) => ({ body, previewUrl: previewUrl ?? false }));

export type TextContent = z.infer<typeof text>;

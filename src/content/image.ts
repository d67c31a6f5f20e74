import { z } from 'zod';
import { given } from './given.ts';
import { mediaSource } from './media-source.ts';
import { wellFormedText } from './text-rules.ts';

const maxCaption = 1024; // UTF-16 code units; REF §2.5

export const image = z
  .object({
    source: mediaSource,
    caption: wellFormedText({ what: 'The caption', min: 0, max: maxCaption }).nullish(),
  })
  .transform(given);

export type ImageContent = z.infer<typeof image>;

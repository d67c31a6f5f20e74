import { z } from 'zod';
import { caption } from './caption.ts';
import { given } from './given.ts';
import { mediaSource } from './media-source.ts';

export const image = z.object({ source: mediaSource('image'), caption: caption.nullish() }).transform(given);

export type ImageContent = z.infer<typeof image>;

import { z } from 'zod';
import { caption } from './caption.ts';
import { given } from './given.ts';
import { mediaSource } from './media-source.ts';

export const video = z.object({ source: mediaSource('video'), caption: caption.nullish() }).transform(given);

export type VideoContent = z.infer<typeof video>;

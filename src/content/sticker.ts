import { z } from 'zod';
import { mediaSource } from './media-source.ts';

export const sticker = z.object({ source: mediaSource('sticker') });

export type StickerContent = z.infer<typeof sticker>;

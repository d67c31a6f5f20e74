import { z } from 'zod';
import { caption } from './caption.ts';
import { filename } from './filename.ts';
import { given } from './given.ts';
import { mediaSource } from './media-source.ts';

export const document = z
  .object({ source: mediaSource('document'), caption: caption.nullish(), filename: filename.nullish() })
  .transform(given);

export type DocumentContent = z.infer<typeof document>;

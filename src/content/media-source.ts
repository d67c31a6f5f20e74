import { z } from 'zod';
import { mediaLink } from './media-link.ts';

/** Where WhatsApp takes the file from: its own store, or a public link. We fetch neither. */
export type MediaSource = { id: string } | { link: string };

const maxIdDigits = 32; // ids have 15 to 20 digits today (REF §2.5, §8.2); room to grow

const mediaId = z.string().superRefine((given, ctx) => {
  if (/^[0-9]+$/.test(given) && given.length <= maxIdDigits) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_MEDIA_ID' },
    message:
      `Expected a media id of 1 to ${maxIdDigits} digits, but got ${given.length} characters. ` +
      'Give the id that the upload answered with.',
  });
});

/** The oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export const mediaSource = z
  .object({ id: mediaId.nullish(), link: mediaLink.nullish() })
  .transform((given, ctx): MediaSource => {
    if (typeof given.id === 'string' && given.link == null) return { id: given.id };
    if (typeof given.link === 'string' && given.id == null) return { link: given.link };
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXACTLY_ONE_FIELD' },
      message: 'Expected exactly one of id and link. Give one and leave out the other.',
    });
    return z.NEVER;
  });

import { z } from 'zod';
import { wrongExtension } from './media-extension.ts';
import { mediaKinds, type MediaKind } from './media-kind.ts';
import { mediaLink } from './media-link.ts';

/** Where WhatsApp takes the file from: its own store, or a public link. We fetch neither. */
export type MediaSource = { id: string } | { link: string };

/** The oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export function mediaSource(kind: MediaKind) {
  return z
    .object({ id: mediaId.nullish(), link: linkTo(kind).nullish() })
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
}

export const maxMediaId = 32; // digits; ids have 15 to 20 today (REF §2.5, §8.2): room to grow

const mediaId = z.string().superRefine((given, ctx) => {
  if (/^[0-9]+$/.test(given) && given.length <= maxMediaId) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_MEDIA_ID' },
    message:
      `Expected a media id of 1 to ${maxMediaId} digits, but got ${given.length} characters. ` +
      'Give the id that the upload answered with.',
  });
});

function linkTo(kind: MediaKind) {
  return mediaLink.superRefine((given, ctx) => {
    const extension = wrongExtension(given, kind);
    if (extension === undefined) return;
    const { what, formats } = mediaKinds[kind];
    ctx.addIssue({
      code: 'custom',
      params: { code: 'MEDIA_TYPE_MISMATCH' },
      message:
        `Expected a link to ${what} (${formats}), but its path ends in ".${extension}". ` +
        'Link a file of that format, or send the message under the kind that fits.',
    });
  });
}

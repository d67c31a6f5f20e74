import { z } from 'zod';
import { wellKnownExtension } from './media-extension.ts';
import { mediaSource } from './media-source.ts';

const voiceExtensions = ['ogg', 'opus']; // a voice note is OGG with Opus and nothing else; REF §2.5

export const audio = z
  .object({ source: mediaSource('audio'), voice: z.boolean().nullish() })
  .superRefine(({ source, voice }, ctx) => {
    if (voice !== true || !('link' in source)) return;
    const extension = wellKnownExtension(source.link);
    if (extension === undefined || voiceExtensions.includes(extension)) return;
    ctx.addIssue({
      code: 'custom',
      path: ['source', 'link'],
      params: { code: 'MEDIA_TYPE_MISMATCH' },
      message:
        `Expected a link to a voice note (OGG with Opus), but its path ends in ".${extension}". ` +
        'Link such a file, or leave out voice to send it as plain audio.',
    });
  })
  .transform(({ source, voice }) => ({ source, voice: voice ?? false }));

export type AudioContent = z.infer<typeof audio>;

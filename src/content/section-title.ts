import type { z } from 'zod';
import { wellFormedText } from './text-rules.ts';

export const maxSectionTitle = 24; // UTF-16 code units; REF §2.10

export const sectionTitle = wellFormedText({ what: 'The section title', min: 1, max: maxSectionTitle });

/** One section needs no title; of several, each does. */
export function reportMissingTitles(
  ctx: z.RefinementCtx,
  sections: readonly { title?: string | null | undefined }[],
): void {
  if (sections.length < 2) return;
  for (const [index, { title }] of sections.entries()) {
    if (title != null) continue;
    ctx.addIssue({
      code: 'custom',
      path: [index, 'title'],
      params: { code: 'SECTION_TITLE_REQUIRED' },
      message: `Expected a title for each of ${sections.length} sections, but this one has none. Add one.`,
    });
  }
}

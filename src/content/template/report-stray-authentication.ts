import type { z } from 'zod';

const parts = ['header', 'body', 'buttons', 'carousel', 'limitedTimeOffer', 'orderStatus'] as const;

type Parts = { [Part in (typeof parts)[number]]?: unknown } & {
  category?: string | null | undefined;
  authentication?: unknown;
};

/** An authentication template has WhatsApp's own text, and nothing to fill in but the code (REF §2.11). */
export function reportStrayAuthentication(ctx: z.RefinementCtx, template: Parts): void {
  if (template.authentication == null) return;
  for (const part of parts.filter((name) => template[name] != null)) {
    ctx.addIssue({
      code: 'custom',
      path: [part],
      params: { code: 'NOT_WITH_AUTHENTICATION' },
      message: `Expected no ${part} beside authentication, but got one: the code fills the whole template. Leave out the one or the other.`,
    });
  }
  if (template.category != null && template.category !== 'AUTHENTICATION') {
    ctx.addIssue({
      code: 'custom',
      path: ['category'],
      params: { code: 'NOT_WITH_AUTHENTICATION' },
      message:
        'Expected the category AUTHENTICATION for a code, but got another. Correct it, or leave it out.',
    });
  }
}

import type { z } from 'zod';

export interface Placed {
  value: string;
  path: (string | number)[];
}

/** Names every value that came before, at the place of the later one. */
export function reportRepeats(ctx: z.RefinementCtx, what: string, all: readonly Placed[]): void {
  const seen = new Set<string>();
  for (const { value, path } of all) {
    if (seen.has(value)) {
      ctx.addIssue({
        code: 'custom',
        path,
        params: { code: 'DUPLICATE_VALUE' },
        message: `Expected ${what} to come only once, but got this one before. Give each its own.`,
      });
    }
    seen.add(value);
  }
}

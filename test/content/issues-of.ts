import type { z } from 'zod';

/** Path and stable code of every issue, as the schema's room will show them. */
export function issuesOf(schema: z.ZodType, given: unknown): [path: string, code: unknown][] {
  const issues = schema.safeParse(given).error?.issues ?? [];
  return issues.map((issue) => [
    issue.path.join('.'),
    issue.code === 'custom' ? issue.params?.['code'] : issue.code.toUpperCase(),
  ]);
}

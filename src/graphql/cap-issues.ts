import type { InputValidationError } from '@pothos/plugin-validation';
import type { z } from 'zod';

type Issues = InputValidationError['issues'];

/** Of one message; nobody mends more at once. */
export const maxIssues = 50;
/** Of each of a list, where the issues of all share one answer. */
export const maxIssuesInList = 10;

/** The first issues, and in place of the others how many they are. */
export function capIssues(issues: Issues, max: number): Issues {
  const more = issues.length - max;
  if (more <= 0) return issues;
  const rest = {
    path: [],
    code: 'MORE_ISSUES',
    message: `And ${more} more. Mend the ones before, and call again.`,
    more,
  };
  return [...issues.slice(0, max), rest];
}

/** Judges like a schema, and names no more issues than somebody can mend. */
export function bounded<Schema extends z.ZodType>(schema: Schema): Pick<Schema, '~standard'> {
  const validate = (value: unknown) => judge(schema, value, maxIssues);
  return { '~standard': { ...schema['~standard'], validate } };
}

export function judge<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  max: number,
): { value: Value; issues?: undefined } | { issues: Issues } {
  try {
    const judged = schema.safeParse(value);
    return judged.success ? { value: judged.data } : { issues: capIssues(judged.error.issues, max) };
  } catch (error) {
    // zod hands all issues of a list on in one call, and a call takes some 100,000 arguments.
    if (!(error instanceof RangeError)) throw error;
    return { issues: [tooMany] };
  }
}

const tooMany = {
  path: [],
  code: 'TOO_MANY_ISSUES',
  message: 'Expected usable values, got more faults than can be counted. Mend some, and call again.',
};

/** How many there are, with those that were left out. */
export function countIssues(issues: Issues): number {
  const last: object | undefined = issues.at(-1);
  return last && 'more' in last ? issues.length - 1 + Number(last.more) : issues.length;
}

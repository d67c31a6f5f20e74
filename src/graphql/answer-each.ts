import { InputValidationError } from '@pothos/plugin-validation';
import type { z } from 'zod';
import { badRequest } from './bad-request.ts';
import { judge, maxIssuesInList } from './cap-issues.ts';

/** More in one request would hold its transaction and its answer for too long; larger lists come in parts. */
export const maxInputs = 1_000;

/**
 * One result per input, in order: those that are good are done together, and a bad one answers with what is wrong with
 * it and spoils none of the others. A list that is empty or too long is refused whole.
 */
export async function answerEach<Value, Result extends object>(
  inputs: readonly unknown[],
  schema: z.ZodType<Value>,
  act: (good: readonly Value[]) => Promise<readonly Result[]>,
): Promise<(Result | InputValidationError)[]> {
  if (inputs.length === 0 || inputs.length > maxInputs) {
    throw badRequest(
      'INVALID_LIST',
      `Expected 1 to ${maxInputs} inputs, got ${inputs.length}. Send them in parts.`,
      ['inputs'],
    );
  }
  const judged = inputs.map((each) => judge(schema, each, maxIssuesInList));
  const good = judged.flatMap((each) => (each.issues ? [] : [each.value]));
  const results = (good.length === 0 ? [] : await act(good)).values();
  return judged.map((each) => {
    if (each.issues) return new InputValidationError({ issues: each.issues });
    const { value } = results.next();
    if (!value) throw new Error('Expected a result for each input, got fewer.');
    return value;
  });
}

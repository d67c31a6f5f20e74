import { wellFormedText } from '../text-rules.ts';

/** What stands for a variable of the template: one line, without wide gaps (REF §2.11). */
export function parameterText(what: string, max: number) {
  return wellFormedText({ what, min: 1, max }).superRefine((given, ctx) => {
    if (!breaksTheLine.test(given)) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'INVALID_PARAMETER_SPACING' },
      message: `${what} may have no line break, no tab and at most 4 spaces in a row, but has one of these. Write it in one line.`,
    });
  });
}

const breaksTheLine = /[\n\r\t\v\f\u0085\u2028\u2029]| {5}/u;

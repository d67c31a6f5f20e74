import type { z } from 'zod';
import { listOf } from '../list-of.ts';
import { oneOf } from '../one-of.ts';
import { reportRepeats } from '../report-repeats.ts';
import {
  maxParameterText,
  namedParameter,
  positionalParameter,
  type PositionalParameter,
} from './template-parameter.ts';

export const maxParameters = 100; // variables; a body of 1,024 characters holds hardly more: ours

const limits = { what: 'The parameters', min: 1, max: maxParameters };

const positional = listOf(positionalParameter, limits).superRefine((all, ctx) => {
  reportLongBody(ctx, all.map(shownLength));
});

const named = listOf(namedParameter, limits).superRefine((all, ctx) => {
  reportLongBody(
    ctx,
    all.map(({ text }) => text.length),
  );
  reportRepeats(
    ctx,
    'the name of a parameter',
    all.map(({ name }, index) => ({ value: name, path: [index, 'name'] })),
  );
});

/** A template's variables are numbered or named, all of them, as it was approved. */
export const templateBody = oneOf({ positional, named });

export type TemplateBody = z.infer<typeof templateBody>;

/** What stands for the variables is part of the body, so together it cannot be longer (REF §2.11). */
function reportLongBody(ctx: z.RefinementCtx, lengths: readonly number[]): void {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  // One that is too long alone has said so itself.
  if (total <= maxParameterText || lengths.some((length) => length > maxParameterText)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'TEXT_TOO_LONG' },
    message: `All parameters of a body together may have ${maxParameterText} UTF-16 code units, but have ${total}. Shorten some.`,
  });
}

/** A parameter with faults of its own is still as the caller wrote it, with the other branches null. */
function shownLength(parameter: PositionalParameter): number {
  if ('text' in parameter && typeof parameter.text === 'string') return parameter.text.length;
  const money = 'currency' in parameter ? parameter.currency : undefined;
  const moment = 'dateTime' in parameter ? parameter.dateTime : undefined;
  return (money ?? moment)?.fallbackValue.length ?? 0;
}

import type { z } from 'zod';
import { branchOf } from '../branch-of.ts';
import { reportRepeats } from '../report-repeats.ts';

export const maxUrlButtons = 2; // buttons; REF §2.11: the template cannot define more
export const maxCopyCodeButtons = 1; // buttons; as above

/** What the buttons of a template, or of a card, must not be together. */
export function reportCrowdedButtons(ctx: z.RefinementCtx, buttons: readonly { type: string }[]): void {
  reportRepeatedIndices(ctx, buttons);
  reportTooMany(ctx, buttons, ['url', 'groupInvite'], maxUrlButtons); // an invitation is a link
  reportTooMany(ctx, buttons, ['copyCode'], maxCopyCodeButtons);
}

/** All branches carry their index in the same place; a button that calls may leave it out. */
export function indexOf(button: { type: string }): number | undefined {
  const branch = new Map<string, unknown>(Object.entries(button)).get(branchOf(button) ?? '');
  if (typeof branch !== 'object' || branch === null || !('index' in branch)) return undefined;
  return typeof branch.index === 'number' ? branch.index : undefined;
}

/** Each button of the template can be filled once. */
function reportRepeatedIndices(ctx: z.RefinementCtx, buttons: readonly { type: string }[]): void {
  const indices = buttons.flatMap((button, place) => {
    const index = indexOf(button);
    return index === undefined
      ? []
      : [{ value: String(index), path: [place, branchOf(button) ?? '', 'index'] }];
  });
  reportRepeats(ctx, 'the index of a button', indices);
}

function reportTooMany(
  ctx: z.RefinementCtx,
  buttons: readonly { type: string }[],
  kinds: readonly string[],
  max: number,
): void {
  const count = buttons.filter((button) => kinds.includes(branchOf(button) ?? '')).length;
  if (count <= max) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'TOO_MANY_OF_KIND' },
    message: `Expected at most ${max} of ${kinds.join(' and ')} among the buttons, but got ${count}. Fill only those that the template has.`,
  });
}

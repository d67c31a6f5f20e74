import { z } from 'zod';
import { listOf, type ListRule } from '../list-of.ts';
import { reportRepeats } from '../report-repeats.ts';
import { wellFormedId } from '../text-rules.ts';
import { buttonTitle } from './button-title.ts';

export interface ReplyRule extends ListRule {
  /** In UTF-16 code units. */
  maxId: number;
}

/** Buttons that answer with their id. Neither ids nor titles may come twice among them (REF §2.10). */
export function replyButtonsBy({ maxId, ...rule }: ReplyRule) {
  const button = z.object({
    id: wellFormedId({ what: 'The button id', min: 1, max: maxId }),
    title: buttonTitle,
  });
  return listOf(button, rule).superRefine((all, ctx) => {
    const ids = all.map(({ id }, index) => ({ value: id, path: [index, 'id'] }));
    const titles = all.map(({ title }, index) => ({ value: title, path: [index, 'title'] }));
    reportRepeats(ctx, 'the id of a button', ids);
    reportRepeats(ctx, 'the title of a button', titles);
  });
}

import { z } from 'zod';
import { given } from '../given.ts';
import { listOf } from '../list-of.ts';
import { reportRepeats } from '../report-repeats.ts';
import { reportMissingTitles, sectionTitle } from '../section-title.ts';
import { wellFormedId, wellFormedText } from '../text-rules.ts';
import { listBody } from './body.ts';
import { buttonTitle } from './button-title.ts';
import { footer } from './footer.ts';
import { headerText } from './header.ts';

export const maxListSections = 10; // sections; REF §2.10
export const maxRows = 10; // rows in all sections together; REF §2.10
export const maxRowId = 200; // UTF-16 code units; REF §2.10
export const maxRowTitle = 24; // UTF-16 code units; REF §2.10
export const maxRowDescription = 72; // UTF-16 code units; REF §2.10

const row = z
  .object({
    id: wellFormedId({ what: 'The row id', min: 1, max: maxRowId }),
    title: wellFormedText({ what: 'The row title', min: 1, max: maxRowTitle }),
    description: wellFormedText({ what: 'The row description', min: 1, max: maxRowDescription }).nullish(),
  })
  .transform(given);

const section = z
  .object({
    title: sectionTitle.nullish(),
    rows: listOf(row, { what: 'The rows of a section', min: 1, max: maxRows }),
  })
  .transform(given);

const sections = listOf(section, { what: 'The sections', min: 1, max: maxListSections }).superRefine(
  (all, ctx) => {
    reportMissingTitles(ctx, all);
    const ids = all.flatMap(({ rows }, at) =>
      rows.map(({ id }, index) => ({ value: id, path: [at, 'rows', index, 'id'] })),
    );
    reportRepeats(ctx, 'the id of a row', ids);
    // One section alone has said so itself.
    if (ids.length <= maxRows || all.length === 1) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'TOO_MANY_ITEMS' },
      message: `Expected at most ${maxRows} rows in all sections together, but got ${ids.length}. Leave some out.`,
    });
  },
);

export const list = z
  .object({
    headerText: headerText.nullish(),
    body: listBody,
    footer: footer.nullish(),
    buttonText: buttonTitle,
    sections,
  })
  .transform(given);

export type ListContent = z.infer<typeof list>;

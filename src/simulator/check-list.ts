import { every, fieldsOf, findTwice, list, required, rule, shape, text } from './check-shape.ts';
import type { Fields } from './check-parameter.ts';
import { checkTitles } from './check-titles.ts';
import { refuse, type Refusal } from './refusal.ts';

const mostSections = 10;
const mostRows = 10; // over all sections

/** The action of a list message. */
export const checkListAction = every(
  shape({
    button: required(text(20)),
    sections: required(
      list(
        1,
        mostSections,
        shape({
          title: text(24),
          rows: required(
            list(
              1,
              mostRows,
              shape({ id: required(text(200)), title: required(text(24)), description: text(72) }),
            ),
          ),
        }),
      ),
    ),
  }),
  rule(({ sections }, param) => checkRows(fieldsOf(sections), `${param}['sections']`)),
);

function checkRows(sections: readonly Fields[], param: string): Refusal | undefined {
  const rows = sections.flatMap(({ rows }) => fieldsOf(rows));
  if (rows.length > mostRows) return refuse(131009, `Param ${param} must have at most ${mostRows} rows.`);
  if (findTwice(rows.map(({ id }) => id)) !== undefined)
    return refuse(131009, `Param ${param} must have rows with unique ids.`);
  return checkTitles(sections, param);
}

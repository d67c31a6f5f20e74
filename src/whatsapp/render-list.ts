import type { ListContent } from '../content/interactive/list.ts';
import { present } from './present.ts';

export function renderListAction({ buttonText, sections }: ListContent): object {
  return {
    button: buttonText,
    sections: sections.map(({ title, rows }) => ({
      ...present({ title }),
      rows: rows.map(({ id, title, description }) => ({ id, title, ...present({ description }) })),
    })),
  };
}

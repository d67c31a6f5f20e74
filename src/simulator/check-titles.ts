import type { Fields } from './check-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Sections are told apart by their titles, so only a single one may go without. */
export function checkTitles(sections: readonly Fields[], param: string): Refusal | undefined {
  const untitled = sections.findIndex(({ title }) => title === undefined || title === '');
  if (sections.length < 2 || untitled < 0) return undefined;
  return refuse(131008, `Required parameter ${param}[${untitled}]['title'] is missing.`);
}

import { others, sections } from './sections.ts';

/** Names that sound like limits. */
const sounds =
  /^(?:max|most|longest|least|largest|shortest|few|kept)|(?:Ms|Bytes|Seconds|Minutes|Hours|Days|Limit|Size|Chunk|AtOnce|timeout|timeoutMillis)$/i;
/** The simulator is a house of its own; contents are limited in the schema. */
const elsewhere = /^(?:simulator|content|whatsapp\/failures)\//;

/** Rows of numbers that are there no more, and numbers that sound like limits and have no row. */
export function checkRows(numbers: Iterable<string>, settings: Iterable<string>): string[] {
  const listed = new Set([
    ...sections.flatMap(({ rows }) => rows.map(({ of }) => of)),
    ...Object.keys(others),
  ]);
  const known = new Set([...numbers, ...settings]);
  return [
    ...[...listed]
      .filter((of) => !known.has(of))
      .map((of) => `Expected "${of}" to be a number in the code, got none. Mend or delete its row.`),
    ...[...known]
      .filter((of) => isLimit(of) && !listed.has(of))
      .map((of) => `Expected a row for "${of}", which sounds like a limit, got none.`),
  ];
}

function isLimit(of: string): boolean {
  return of.startsWith('setting ') || (!elsewhere.test(of) && sounds.test(of.split(/[ .]/).at(-1) ?? ''));
}

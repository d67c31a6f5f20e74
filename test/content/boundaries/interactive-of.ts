import { boundaries, type Boundary, type Row } from './boundary.ts';
import { minimalInteractive } from './minimal-interactive.ts';

export type Kind = keyof typeof minimalInteractive;

/** Rows of one kind of interactive message, with paths that begin below it. */
export function interactiveOf(
  kind: Kind,
  rows: readonly Row[],
  least: object = minimalInteractive[kind],
): Boundary[] {
  const below = (path: string) => ['interactive', kind, path].filter((part) => part !== '').join('.');
  return boundaries(
    kind,
    { interactive: { [kind]: least } },
    rows.map((row) => ({
      what: row.path,
      ...row,
      path: below(row.path),
      reportedAt: below(row.reportedAt ?? row.path),
    })),
  );
}

import { boundaries, put, type Boundary, type Row } from './boundary.ts';

/** Rows of one part of a message, with paths that begin below it. */
export function below(place: string, part: object, rows: readonly Row[]): Boundary[] {
  const full = (path: string) => [place, path].filter((name) => name !== '').join('.');
  return boundaries(
    place,
    put({}, place, part) as object, // what is put into an object is one
    rows.map((row) => ({
      what: row.path,
      ...row,
      path: full(row.path),
      reportedAt: full(row.reportedAt ?? row.path),
    })),
  );
}

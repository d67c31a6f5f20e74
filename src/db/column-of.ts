/**
 * One column of rows for `unnest`, which fills a shorter one up with NULL: a column in which nothing has a value is sent
 * empty, and neither written nor read value by value. One of the columns beside it has to be whole.
 */
export function columnOf<Row, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value | null | undefined,
): (Value | null)[] {
  const values = rows.map((row) => valueOf(row) ?? null);
  return values.some((value) => value !== null) ? values : [];
}

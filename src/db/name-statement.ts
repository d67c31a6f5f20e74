/** Each connection keeps a plan of each of them, of some tens of kilobytes. */
const maxNames = 60;
const names = new Map<string, string>();

/**
 * The name under which a connection keeps a statement, so that it is read and planned once and not every time. Only of
 * what inserts: its plan does not hang on how full the tables are, while one that looks for rows, made in an empty table,
 * would go on reading the whole of it.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxNames || !/^\s*INSERT\s/.test(text)) return known;
  const name = `insert-${names.size + 1}`;
  names.set(text, name);
  return name;
}

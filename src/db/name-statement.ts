/** Each connection keeps a plan of each of them, of some tens of kilobytes. */
const maxNames = 60;
const names = new Map<string, string>();

/**
 * The name under which a connection keeps a statement, so that it is read and planned once and not every time: of what
 * inserts, and of what `planOnce` was asked for.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxNames || !/^\s*INSERT\s/.test(text)) return known;
  return keep(text);
}

/**
 * Marks a statement that is run all the time and has one good plan however full the tables are: it finds its rows by
 * whole keys, or by a list of them in one table. What joins a list with a table has none: made in an empty database its
 * plan would go on reading the whole table.
 */
export function planOnce(text: string): string {
  if (!names.has(text)) keep(text);
  return text;
}

function keep(text: string): string {
  const name = `kept-${names.size + 1}`;
  names.set(text, name);
  return name;
}

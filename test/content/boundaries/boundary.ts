/** One limit of one input: the last value that is accepted, the first that is not, and what is said of it. */
export interface Boundary {
  what: string;
  /** A minimal valid `MessageContentInput`; the value is put into it at `path`. */
  input: object;
  /** As the caller writes it, from the content down. */
  path: string;
  within: unknown;
  beyond: unknown;
  code: string;
  /** Where the fault is reported, if not at the value itself. */
  reportedAt?: string;
}

export type Row = Omit<Boundary, 'what' | 'input'> & { what?: string };

export function boundaries(what: string, input: object, rows: readonly Row[]): Boundary[] {
  return rows.map((row) => ({ ...row, input, what: `${what}: ${row.what ?? row.path}` }));
}

/** A text counts UTF-16 code units: ASCII, emoji of two, and combining marks of one. */
export function textOf(path: string, max: number): Row[] {
  return [
    ...lengthsOf(path, max),
    { path, what: `${path} with something to see`, within: '.', beyond: ' \u200B', code: 'EMPTY_TEXT' },
  ];
}

/** Of a text that may be empty, too. */
export function lengthsOf(path: string, max: number): Row[] {
  const rule = { path, code: 'TEXT_TOO_LONG' };
  return [
    { ...rule, what: `${path} of ${max} letters`, within: 'x'.repeat(max), beyond: 'x'.repeat(max + 1) },
    {
      ...rule,
      what: `${path} of ${Math.floor(max / 2)} emoji`,
      within: '😀'.repeat(Math.floor(max / 2)),
      beyond: '😀'.repeat(Math.floor(max / 2) + 1),
    },
    {
      ...rule,
      what: `${path} of ${max - 1} combining marks on a letter`,
      within: 'e' + '\u0301'.repeat(max - 1),
      beyond: 'e' + '\u0301'.repeat(max),
    },
  ];
}

/** Text that comes back to the caller, without blanks at its ends. */
export function idOf(path: string, max: number): Row[] {
  return [
    ...textOf(path, max),
    { path, what: `${path} with a blank inside only`, within: 'a b', beyond: 'a b ', code: 'EDGE_BLANKS' },
  ];
}

export function mostOf(path: string, max: number, itemAt: (index: number) => unknown): Row[] {
  const items = (count: number) => Array.from({ length: count }, (_, index) => itemAt(index));
  return [
    {
      path,
      what: `at most ${max} in ${path}`,
      within: items(max),
      beyond: items(max + 1),
      code: 'TOO_MANY_ITEMS',
    },
  ];
}

export function leastOf(path: string, min: number, itemAt: (index: number) => unknown): Row[] {
  const items = (count: number) => Array.from({ length: count }, (_, index) => itemAt(index));
  return [
    {
      path,
      what: `at least ${min} in ${path}`,
      within: items(min),
      beyond: items(min - 1),
      code: 'TOO_FEW_ITEMS',
    },
  ];
}

/** The input with one value replaced; the input itself stays as it is. */
export function put(input: unknown, path: string, value: unknown): unknown {
  const [name, ...rest] = path.split('.');
  if (name === undefined || name === '') return value;
  if (Array.isArray(input))
    return input.map((item, index) =>
      String(index) === name ? put(item, rest.join('.'), value) : (item as unknown),
    );
  const fields = (input ?? {}) as Record<string, unknown>; // an object, or one that is still to be made
  return { ...fields, [name]: put(fields[name], rest.join('.'), value) };
}

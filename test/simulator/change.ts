/** A copy in which some places are others: `change(list, { 'action.sections.0.title': undefined })`. */
export function change(value: unknown, changes: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(changes).reduce(
    (changed: unknown, [path, replacement]) => put(changed, path.split('.'), replacement),
    value,
  );
}

function put(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: object = Array.isArray(value) ? Array.from<unknown>(value) : Object.assign({}, value);
  Reflect.set(copy, key, put(Reflect.get(copy, key), rest, replacement));
  return copy;
}

/** What makes an ordinary text message one of another type. */
export function content(type: string, value: unknown): Record<string, unknown> {
  return { type, text: undefined, [type]: value };
}

export function repeat<T>(times: number, make: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => make(index));
}

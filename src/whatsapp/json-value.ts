/** Readers for JSON that others wrote: they never throw, and what they return can be stored in Postgres. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** A field whose name comes from outside: "toString" names none unless it was sent. */
export function fieldOf(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list, or the one record that stands where a list belongs. */
export function listOrOne(value: unknown): readonly unknown[] {
  return isRecord(value) ? [value] : listOf(value);
}

export function isSent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Null and an empty text are what programs write who have nothing to say. */
export function isGiven(value: unknown): boolean {
  return isSent(value) && value !== '';
}

export function firstGiven(values: readonly unknown[]): unknown {
  return values.find(isGiven);
}

/** An id or a word: taken whole and unchanged, or not at all. Ids that came as numbers become text. */
export function exactText(value: unknown, max: number): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > max) return undefined;
  return text.includes('\0') || !text.isWellFormed() ? undefined : text;
}

/**
 * What programs compare: types, links, digests, payloads, JSON. It is kept whole, however long: the limit is that of the
 * body, 4 MiB. Half of a character or U+0000 is mended, since Postgres refuses both.
 */
export function wholeText(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text !== 'string' || text === '' ? undefined : mendText(text);
}

/** Text for people: shortened and mended, since a part of it is better than nothing. */
export function readableText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return mendText(value.slice(0, max));
}

export function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Numbers that came as text too: prices and quantities do. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Any JSON, whole, and mended so that Postgres takes it. It recurses: only for what `nestsDeeper` has judged. */
export function storableJson(value: unknown): unknown {
  return mend(value ?? null);
}

/** Keys too. */
function mend(value: unknown): unknown {
  if (typeof value === 'string') return mendText(value);
  if (Array.isArray(value)) return value.map(mend);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [mendText(name), mend(each)]));
}

function mendText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}

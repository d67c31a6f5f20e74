/** Readers for JSON that others wrote: they never throw, and what they return can be stored in Postgres. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An id or a word: taken whole and unchanged, or not at all. Ids that came as numbers become text. */
export function exactText(value: unknown, max: number): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > max) return undefined;
  return text.includes('\0') || !text.isWellFormed() ? undefined : text;
}

/** Text for people: shortened and mended, since a part of it is better than nothing. */
export function readableText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return value.slice(0, max).toWellFormed().replaceAll('\0', '\uFFFD');
}

export function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Numbers that came as text too: prices and quantities do. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Any JSON, mended so that Postgres takes it; null when it is longer than `max` characters. */
export function storableJson(value: unknown, max: number): unknown {
  const text = JSON.stringify(value ?? null, (_key, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed() : each,
  );
  if (text.length > max) return null;
  // In keys too, which the replacer does not see.
  return JSON.parse(text.replaceAll(String.raw`\u0000`, String.raw`\ufffd`)) as unknown;
}

export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}

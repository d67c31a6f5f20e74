import { z } from 'zod';

export type JsonObject = Readonly<Record<string, unknown>>;

export const maxJson = 16_384; // UTF-16 code units of its JSON; Meta states no limit: ours
export const maxJsonDepth = 32; // levels; ours, so that no reader of it runs out of stack

/** Data that travels untouched, to be read by the caller's own flow. It must survive JSON and Postgres unchanged. */
export const jsonObject = z.unknown().transform((given, ctx): JsonObject => {
  const fault = isObject(given) ? faultOf(given) : 'got something else. Give an object.';
  if (isObject(given) && fault === undefined) return given;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_JSON' },
    message: `Expected a JSON object with at least one field, but ${fault ?? ''}`,
  });
  return z.NEVER;
});

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultOf(given: JsonObject): string | undefined {
  if (Object.keys(given).length === 0) return 'got an empty one. Add a field, or leave it out.';
  let level: unknown[] = [given];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxJsonDepth) return `it nests deeper than ${maxJsonDepth} levels. Make it flatter.`;
    if (level.some((value) => typeof value === 'number' && !Number.isFinite(value)))
      return 'it has a number that is too large. Give it as a text.';
    const texts = level.flatMap((value) => (isObject(value) ? Object.keys(value) : [value]));
    if (texts.some((text) => typeof text === 'string' && !isStorable(text)))
      return 'a text in it holds U+0000 or half of a character. Remove it.';
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  const size = JSON.stringify(given).length;
  return size > maxJson
    ? `it has ${size} code units as JSON, more than ${maxJson}. Send less, or a reference to it.`
    : undefined;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

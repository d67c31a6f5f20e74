import { refuse, type Refusal } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function checkKeys(param: string, fields: Fields, known: readonly string[]): Refusal | undefined {
  const unexpected = Object.keys(fields).find((key) => !known.includes(key));
  return unexpected === undefined
    ? undefined
    : refuse(100, `Unexpected key "${unexpected}" on param "${param}".`);
}

export function checkRequired(param: string, value: unknown): Refusal | undefined {
  const isMissing = value === undefined || value === null || value === '';
  return isMissing ? refuse(131008, `Required parameter ${param} is missing.`) : undefined;
}

export function checkText(param: string, value: unknown, most = Infinity): Refusal | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return refuse(100, `Param ${param} must be a string.`);
  if (countCharacters(value, most) <= most) return undefined;
  return refuse(100, `Param ${param} must be at most ${most} characters long.`);
}

export function checkBoolean(param: string, value: unknown): Refusal | undefined {
  if (value === undefined || typeof value === 'boolean') return undefined;
  return refuse(100, `Param ${param} must be a boolean.`);
}

// Characters, not UTF-16 units; counted only when the cheap length does not settle it.
function countCharacters(text: string, most: number): number {
  return text.length <= most ? text.length : Array.from(text).length;
}

export const notJson = Symbol('not JSON');

/** Any JSON, with every digit of its integers; `notJson` for other text. */
export function parseJson(text: string): unknown {
  try {
    return bareBigInteger.test(text) ? parseKeepingIntegers(text) : JSON.parse(text);
  } catch {
    return notJson;
  }
}

/** Ids of 16 digits and more do not fit a JavaScript number. Meta quotes them; should it forget, they stay text. */
const bareBigInteger = /[:[,]\s*-?[0-9]{16}/;

function parseKeepingIntegers(text: string): unknown {
  try {
    return JSON.parse(text, keepInteger);
  } catch (error) {
    // Revivers recurse, and a body nested ten thousand deep exhausts the stack; the parser alone does not.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

function keepInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)
    ? (context?.source ?? value)
    : value;
}

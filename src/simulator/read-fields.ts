import { contentTypes } from './check-content.ts';
import { isFields, type Fields } from './check-parameter.ts';

/**
 * The parameters of a request. Graph takes them out of JSON or of a form that says so, and none out of anything else.
 * A parameter that is an object or a list may be a text with its JSON, as in a form it has to be.
 */
export function readFields(contentType: string | undefined, body: unknown, text: string): Fields {
  if (contentType?.includes('application/json') === true) return isFields(body) ? readNested(body) : {};
  if (contentType?.includes('application/x-www-form-urlencoded') === true)
    return readNested(Object.fromEntries(new URLSearchParams(text)));
  return {};
}

const nested: readonly string[] = [...contentTypes, 'context', 'typing_indicator'];

function readNested(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, nested.includes(name) ? unwrap(value) : value]),
  );
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : value;
  } catch {
    return value;
  }
}

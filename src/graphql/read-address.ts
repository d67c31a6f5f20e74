import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';

/**
 * The operation in the address of a GET. What is percent-encoded in it must be UTF-8, as a body must be, and is never mended;
 * what must be JSON and is none is the caller's fault, and not ours.
 */
export function readAddress({ url }: Pick<Request, 'url'>): GraphQLParams {
  const at = url.indexOf('?');
  const text = at < 0 ? '' : url.slice(at + 1);
  if (!isUtf8(text))
    throw badAddress(
      'Expected an address whose characters are percent-encoded as UTF-8, got bytes that are none.',
    );
  const given = new URLSearchParams(text);
  return {
    ...readText(given, 'query'),
    ...readText(given, 'operationName'),
    ...readObject(given, 'variables'),
    ...readObject(given, 'extensions'),
  };
}

function isUtf8(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function readText(given: URLSearchParams, name: 'query' | 'operationName'): GraphQLParams {
  const text = given.get(name);
  return text ? { [name]: text } : {};
}

/** That it is an object, and not a list or a number, is judged like that of a body. */
function readObject(given: URLSearchParams, name: 'variables' | 'extensions'): GraphQLParams {
  const text = given.get(name);
  if (!text) return {};
  try {
    return { [name]: JSON.parse(text) as Record<string, unknown> };
  } catch {
    throw badAddress(`Expected JSON in the parameter "${name}" of the address, got something else.`);
  }
}

function badAddress(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', retryable: false, http: { status: 400 } },
  });
}

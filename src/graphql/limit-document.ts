import { GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Reading a message of every kind whole takes about 1,100. Lists go in variables. */
const maxTokens = 2_000;

export function limitDocument(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseBounded);
    },
  };
}

/** The parser calls itself for each level of nesting: a document that is too deep exhausts its stack, and is the caller's. */
function parseBounded(...[source, options]: Parameters<typeof parse>): ReturnType<typeof parse> {
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new GraphQLError(
      'Expected a document that nests less deeply. Put lists and objects in variables.',
      {
        extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
      },
    );
  }
}

import { GraphQLError, parse, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Reading a message of every kind whole takes about 1,100. Lists go in variables. */
const maxTokens = 2_000;
/** Room for that, indented, several times over. Each place that an error names is searched for in the whole text; characters. */
export const maxDocumentLength = 32_768;
/** Errors of one document: enough to mend it by. */
export const maxDocumentErrors = 10;

/** Refuses documents that are long, have many parts or nest deeply, before anything is kept of them. */
export function limitDocument(): Plugin {
  return {
    onParse({ params, setParseFn }) {
      const { source } = params as { source: Parameters<typeof parse>[0] }; // any, in Yoga's types
      const { length } = typeof source === 'string' ? source : source.body;
      if (length > maxDocumentLength) throw tooLong(length);
      setParseFn(parseBounded);
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { maxErrors: maxDocumentErrors }),
      );
    },
  };
}

/** The parser calls itself for each level of nesting: a document that is too deep exhausts its stack, and is the caller's. */
function parseBounded(...[source, options]: Parameters<typeof parse>): ReturnType<typeof parse> {
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refused('Expected a document that nests less deeply. Put lists and objects in variables.');
  }
}

function tooLong(length: number): GraphQLError {
  return refused(
    `Expected a document of at most ${maxDocumentLength} characters, got ${length}. Put lists and texts in variables.`,
  );
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
  });
}

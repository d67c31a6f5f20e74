import { parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** The parser calls itself for each level of nesting; this many tokens cannot exhaust its stack (4,000 did). Lists go in variables. */
const maxTokens = 1_000;

export function limitDocument(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options: Parameters<typeof parse>[1]) =>
        parse(source, { ...options, maxTokens }),
      );
    },
  };
}

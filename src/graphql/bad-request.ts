import { GraphQLError } from 'graphql';

/** For arguments of fields that have no refusals in their result: a coded error that says which argument, and why. */
export function badRequest(code: string, message: string, argument: readonly string[]): GraphQLError {
  return new GraphQLError(message, { extensions: { code, argument, retryable: false } });
}

/** For a text that is no cursor of the connection. */
export function badCursor(argument: string): GraphQLError {
  return badRequest(
    'CURSOR_INVALID',
    `Expected a cursor of this connection in ${argument}, got another text. Take it from pageInfo or an edge.`,
    [argument],
  );
}

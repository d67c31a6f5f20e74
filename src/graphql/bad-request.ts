import { GraphQLError } from 'graphql';

/** For arguments of fields that have no refusals in their result: a coded error that says which argument, and why. */
export function badRequest(code: string, message: string, argument: readonly string[]): GraphQLError {
  return new GraphQLError(message, { extensions: { code, argument, retryable: false } });
}

import { GraphQLError } from 'graphql';
import { maskError as maskUnexpected } from 'graphql-yoga';
import { Overloaded } from '../messages/gather-enqueues.ts';
import { isConnectionLost } from '../db/failures.ts';

/** Errors of ours are for the caller; of everything unexpected the caller learns only whether to try again. */
export function maskError(error: unknown, message: string): Error {
  const origin = originOf(error);
  if (origin instanceof Overloaded)
    return tryAgain(error, 'OVERLOADED', 'Too many messages wait to be stored. This one was not; try again.');
  if (!(origin instanceof GraphQLError) && isConnectionLost(origin))
    return tryAgain(error, 'UNAVAILABLE', 'The database cannot be reached. Nothing was stored; try again.');
  // Never as in development: there Yoga shows the original error to the caller.
  return maskUnexpected(error, message, false);
}

/** Nothing was stored: an enqueue whose COMMIT went unanswered has an answer of its own. */
function tryAgain(error: unknown, code: 'OVERLOADED' | 'UNAVAILABLE', message: string): GraphQLError {
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(message, {
    ...(nodes === undefined ? {} : { nodes }),
    ...(source === undefined ? {} : { source }),
    ...(positions === undefined ? {} : { positions }),
    ...(path === undefined ? {} : { path }),
    extensions: { code, retryable: true, retryAfterSeconds: 1, http: { status: 503 } },
  });
}

/** What was thrown, without the place in the document that graphql-js wraps around it. */
export function originOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

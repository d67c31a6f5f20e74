import { GraphQLError } from 'graphql';
import { maskError as maskUnexpected } from 'graphql-yoga';
import { isConnectionLost } from '../db/database.ts';

/** Errors of ours are for the caller; of everything unexpected the caller learns only whether to try again. */
export function maskError(error: unknown, message: string, isDev?: boolean): Error {
  if (isConnectionLost(originOf(error))) return unavailable(error);
  return maskUnexpected(error, message, isDev);
}

/** Nothing was stored: an enqueue whose COMMIT went unanswered has an answer of its own. */
function unavailable(error: unknown): GraphQLError {
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError('The database cannot be reached. Nothing was stored; try again.', {
    ...(nodes === undefined ? {} : { nodes }),
    ...(source === undefined ? {} : { source }),
    ...(positions === undefined ? {} : { positions }),
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'UNAVAILABLE', retryable: true, retryAfterSeconds: 1, http: { status: 503 } },
  });
}

function originOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

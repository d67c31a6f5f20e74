import { GraphQLError } from 'graphql';
import { maskError as maskUnexpected } from 'graphql-yoga';
import { Overloaded } from '../messages/gather-enqueues.ts';
import { CommitUnknown, isConnectionLost } from '../db/failures.ts';
import { placeInMutation } from './note-mutations.ts';

/** Errors of ours are for the caller; of everything unexpected the caller learns only whether to try again. */
export function maskError(error: unknown, message: string): Error {
  const origin = originOf(error);
  if (origin instanceof Overloaded)
    return tryAgain(error, 'OVERLOADED', 'Too many messages wait to be stored. This one was not; try again.');
  if (origin instanceof CommitUnknown) return tryAgain(error, 'OUTCOME_UNKNOWN', uncertain);
  if (!(origin instanceof GraphQLError) && isConnectionLost(origin)) return unreachable(error);
  // Never as in development: there Yoga shows the original error to the caller.
  return maskUnexpected(error, message, false);
}

/** Every mutation may be repeated: where that does harm, the mutation itself says what else to do. */
const uncertain =
  'Expected the database to say whether this was done, got no answer: it may be done or not. Ask again; doing it twice does no harm.';

/**
 * "Nothing was stored" is said of a mutation that is alone in its request and failed itself: a transaction that throws a
 * lost connection has stored nothing. What fails below it, or beside another, fails after something was stored.
 */
function unreachable(error: unknown): GraphQLError {
  switch (placeInMutation(error)) {
    case 'ALONE':
      return tryAgain(error, 'UNAVAILABLE', 'The database cannot be reached. Nothing was stored; try again.');
    case 'BESIDE_OTHERS':
      return lookFirst(
        error,
        'The database cannot be reached. Nothing was stored for this field; the other mutations of the request may be done. Read the state before you ask again.',
      );
    case 'BELOW':
      return lookFirst(
        error,
        'The database cannot be reached, so this field could not be read. What the mutation did stands: read it with a query, and send no message again without its idempotency key.',
      );
    case undefined:
      return tryAgain(error, 'UNAVAILABLE', 'The database cannot be reached. Ask again in a moment.');
  }
}

function tryAgain(
  error: unknown,
  code: 'OVERLOADED' | 'OUTCOME_UNKNOWN' | 'UNAVAILABLE',
  message: string,
): GraphQLError {
  const http = { status: 503 };
  return atPlaceOf(error, message, { code, retryable: true, retryAfterSeconds: 1, http });
}

/** Without status 503, which clients take for leave to send the whole request again. */
function lookFirst(error: unknown, message: string): GraphQLError {
  return atPlaceOf(error, message, { code: 'UNAVAILABLE', retryable: false });
}

function atPlaceOf(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(message, {
    ...(nodes === undefined ? {} : { nodes }),
    ...(source === undefined ? {} : { source }),
    ...(positions === undefined ? {} : { positions }),
    ...(path === undefined ? {} : { path }),
    extensions,
  });
}

/** What was thrown, without the place in the document that graphql-js wraps around it. */
export function originOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

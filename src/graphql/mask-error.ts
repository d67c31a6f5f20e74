import { GraphQLError } from 'graphql';
import { maskError as maskUnexpected } from 'graphql-yoga';
import { CommitUnknown, isConnectionLost } from '../db/failures.ts';
import { Overloaded } from '../doors/overloaded.ts';
import { placeInMutation } from './note-mutations.ts';

/** Errors of ours are for the caller; of everything unexpected the caller learns only whether to try again. */
export function maskError(error: unknown, message: string): Error {
  const origin = originOf(error);
  if (origin instanceof Overloaded) return tryAgainOrLook(error, overloaded);
  if (origin instanceof CommitUnknown) return tryAgainOrLook(error, uncertain);
  if (!(origin instanceof GraphQLError) && isConnectionLost(origin))
    return tryAgainOrLook(error, unreachable);
  nameCode(error);
  // Never as in development: there Yoga shows the original error to the caller.
  return maskUnexpected(error, message, false);
}

/** graphql-js names no code for variables that it refuses before anything runs. Changed in place: another error would be logged. */
function nameCode(error: unknown): void {
  const isOfGraphql =
    error instanceof GraphQLError &&
    (error.originalError === undefined || error.originalError instanceof GraphQLError);
  if (isOfGraphql && error.path === undefined) error.extensions['code'] ??= 'BAD_USER_INPUT';
}

interface Passing {
  code: 'OVERLOADED' | 'OUTCOME_UNKNOWN' | 'UNAVAILABLE';
  /** Of a mutation that is alone in its request and failed itself. */
  alone: string;
  /** Of a query or a subscription. */
  reading: string;
  /** What is known of a field that stands beside other mutations. */
  beside: string;
}

const overloaded: Passing = {
  code: 'OVERLOADED',
  alone: 'Too many messages wait to be stored. This one was not; try again.',
  reading: 'Too many wait. Ask again in a moment.',
  beside: 'Too many messages wait to be stored. This one was not',
};

/** Every mutation may be repeated: where that does harm, the mutation itself says what else to do. */
const uncertain: Passing = {
  code: 'OUTCOME_UNKNOWN',
  alone:
    'Expected the database to say whether this was done, got no answer: it may be done or not. Ask again; doing it twice does no harm.',
  reading: 'Expected an answer of the database, got none. Ask again in a moment.',
  beside: 'Expected the database to say whether this was done, got no answer: it may be done or not',
};

const unreachable: Passing = {
  code: 'UNAVAILABLE',
  alone: 'The database cannot be reached. Nothing was stored; try again.',
  reading: 'The database cannot be reached. Ask again in a moment.',
  beside: 'The database cannot be reached. Nothing was stored for this field',
};

/**
 * "Try again" is said of what is alone in its request: clients repeat the whole of it, and what stands beside or above the
 * field that failed would be done twice.
 */
function tryAgainOrLook(error: unknown, { code, alone, reading, beside }: Passing): GraphQLError {
  switch (placeInMutation(error)) {
    case 'ALONE':
      return tryAgain(error, code, alone);
    case 'BESIDE_OTHERS':
      return lookFirst(
        error,
        code,
        `${beside}; the other mutations of the request may be done. Read the state before you ask again.`,
      );
    case 'BELOW':
      return lookFirst(
        error,
        code,
        'The database cannot be reached, so this field could not be read. What the mutation did stands: read it with a query, and send no message again without its idempotency key.',
      );
    case undefined:
      return tryAgain(error, code, reading);
  }
}

function tryAgain(error: unknown, code: Passing['code'], message: string): GraphQLError {
  const http = { status: 503 };
  return atPlaceOf(error, message, { code, retryable: true, retryAfterSeconds: 1, http });
}

/** Without status 503, which clients take for leave to send the whole request again. */
function lookFirst(error: unknown, code: Passing['code'], message: string): GraphQLError {
  return atPlaceOf(error, message, { code, retryable: false });
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

import { CommitUnknown, isConnectionLost, sqlState } from '../db/failures.ts';

/**
 * Whether an error came from the message itself, so that it would come every time: a fault of the code, or data that the
 * database refuses (classes 22, 23 and 54). Everything else is the state of the database, and passes.
 */
export function isPoison(error: unknown): boolean {
  if (error instanceof CommitUnknown || isConnectionLost(error)) return false;
  const state = sqlState(error);
  return state === undefined || /^(22|23|54)/.test(state);
}

/** The kind of an error and its place in the code, without its text, which may quote the message. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const state = sqlState(error);
  const frame = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line) && !line.includes('node_modules'));
  const place = frame?.trim().replace(/file:\/\/\S*\/src\//, 'src/') ?? 'no place known';
  return `${error.name}${state === undefined ? '' : ` ${state}`} ${place}`.slice(0, maxLength);
}

/** A line that names a function, a file and a place; characters. */
const maxLength = 300;

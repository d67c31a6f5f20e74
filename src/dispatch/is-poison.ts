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

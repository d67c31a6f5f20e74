import { framesOf } from '../log/frames-of.ts';
import { sqlState } from './failures.ts';

/** The kind of an error and its place in the code, without its text, which may quote the message. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const state = sqlState(error);
  const frame = framesOf(error).find((line) => !line.includes('node_modules'));
  const place = frame?.trim().replace(/file:\/\/\S*\/src\//, 'src/') ?? 'no place known';
  return `${error.name}${state === undefined ? '' : ` ${state}`} ${place}`.slice(0, maxLength);
}

/** A line that names a function, a file and a place; characters. */
const maxLength = 300;

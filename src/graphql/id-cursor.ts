import { badCursor } from './bad-request.ts';
import { isId } from './node.ts';

/** Connections are ordered by ids, which grow with time: a cursor is an id that says which connection it is of. */
export function writeIdCursor(connection: string, id: string): string {
  return Buffer.from(`${connection}:${id}`).toString('base64url');
}

export function readIdCursor(
  connection: string,
  argument: string,
  given: string | undefined,
): string | undefined {
  if (given === undefined) return undefined;
  const [kind, id = ''] = Buffer.from(given, 'base64url').toString('latin1').split(':', 2);
  if (kind === connection && isId(id)) return id;
  throw badCursor(argument);
}

import { badRequest } from './bad-request.ts';

/** Larger pages make slow answers; ask for the next one instead. */
export const maxPageSize = 100;

/** Refuses page sizes that a connection cannot serve. */
export function checkPage({
  first,
  last,
}: {
  first?: number | null | undefined;
  last?: number | null | undefined;
}): void {
  for (const [name, size] of [
    ['first', first],
    ['last', last],
  ] as const) {
    if (size !== null && size !== undefined && (size < 1 || size > maxPageSize)) {
      throw badRequest('INVALID_PAGE', `Expected ${name} from 1 to ${maxPageSize}, got ${size}.`, [name]);
    }
  }
  if (first !== null && first !== undefined && last !== null && last !== undefined) {
    throw badRequest('INVALID_PAGE', 'Expected first or last, got both. Give one.', ['first', 'last']);
  }
}

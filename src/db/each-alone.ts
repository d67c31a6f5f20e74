import { isServerInTrouble, toError } from './failures.ts';

/**
 * Does the same for each item, whatever becomes of those before it, and then throws the first error, so that its loop hears
 * of it. Stops at once when the database is in trouble: no other item would succeed.
 */
export async function eachAlone<Item>(items: Iterable<Item>, act: (item: Item) => unknown): Promise<void> {
  let first: Error | undefined;
  for (const item of items) {
    try {
      await act(item);
    } catch (error) {
      if (isServerInTrouble(error)) throw error;
      first ??= toError(error);
    }
  }
  if (first) throw first;
}

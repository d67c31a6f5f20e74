import { isServerInTrouble } from './failures.ts';

/**
 * Works on all items at once. When that throws, it tries the halves, until the item that throws is alone and is set aside;
 * the work on the others is done. `act` is a transaction of its own, of which nothing stays when it throws. Whatever it
 * throws counts, except that the database is in trouble.
 */
export async function inParts<Item>(
  items: readonly Item[],
  act: (items: readonly Item[]) => Promise<void>,
  setAside: (item: Item, error: unknown) => unknown,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await act(items);
  } catch (error) {
    if (isServerInTrouble(error)) throw error;
    const [only, ...others] = items;
    if (others.length === 0) {
      if (only !== undefined) await setAside(only, error);
      return;
    }
    const middle = Math.ceil(items.length / 2);
    await inParts(items.slice(0, middle), act, setAside);
    await inParts(items.slice(middle), act, setAside);
  }
}

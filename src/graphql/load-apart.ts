import { isServerInTrouble, toError } from '../db/failures.ts';

type Load<Key, Value> = (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;

/** What many ask for at once is read at once. When that throws, each is read alone, and only who makes it throw hears of it. */
export function loadApart<Key, Value>(load: Load<Key, Value>): Load<Key, Value> {
  return async (keys) => {
    try {
      return await load(keys);
    } catch (error) {
      if (keys.length === 1 || isServerInTrouble(error)) throw error;
      const values: (Value | Error)[] = [];
      // One after another: what went wrong is no reason to take the connections of others.
      for (const key of keys) for (const value of await loadOne(load, key)) values.push(value);
      return values;
    }
  };
}

async function loadOne<Key, Value>(load: Load<Key, Value>, key: Key): Promise<readonly (Value | Error)[]> {
  try {
    return await load([key]);
  } catch (error) {
    return [toError(error)];
  }
}

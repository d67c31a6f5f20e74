import { isServerInTrouble, toError } from './failures.ts';

/** Deletes at most `limit` rows that nobody needs any more, and returns how many. */
export type Prune = (limit: number) => Promise<number>;

/**
 * Prunes in turns until nothing is left, the budget is spent or the signal aborts: what one table needs is then no reason
 * for another to grow. Returns whether all is done. What fails is no reason either: the error is thrown when the others
 * are done.
 */
export async function pruneUntilDone(
  prunes: readonly Prune[],
  options: { limit: number; budgetMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const { limit, budgetMs, signal } = options;
  const deadline = performance.now() + budgetMs;
  let left = prunes;
  let failure: Error | undefined;
  while (left.length > 0) {
    const unfinished: Prune[] = [];
    for (const prune of left) {
      if (signal?.aborted || performance.now() > deadline) {
        if (failure) throw failure;
        return false;
      }
      try {
        if ((await prune(limit)) >= limit) unfinished.push(prune);
      } catch (error) {
        if (isServerInTrouble(error)) throw error;
        failure ??= toError(error);
      }
    }
    left = unfinished;
  }
  if (failure) throw failure;
  return true;
}

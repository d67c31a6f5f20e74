/** Neighbours of one kind in a body, applied in one transaction. */
export interface Slice {
  kind: 'problems' | 'statuses' | 'messages' | 'people';
  /** Places in the list of that kind as the reader gives it; the first that belongs to the slice, and the first behind it. */
  from: number;
  to: number;
  /** In how many rounds it met an error that passes by itself, while others were applied. */
  passes: number;
  /** Since the first of these; ms. */
  since?: number;
}

/** A body that could not be applied as a whole, and what is left of it. */
export interface TroubledBody {
  inboxId: number;
  slices: readonly Slice[];
  /** Not before this is it tried again; ms. */
  dueAt: number;
  pauseMs: number;
}

/** How often an error is met that passes by itself, and for how long, before it is taken for the fault of its item. */
const leastPasses = 5;
const patienceMs = 60 * 60_000; // longer than a table is locked for its maintenance

/** Between two tries of a body of which only failing items are left: it grows from the one to the other; ms. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** After so much work on bodies that give trouble the others have their turn, even when every statement waits for a lock; ms. */
export const turnMs = 5_000;

/** What is forgotten is found again, and tried as a whole; entries. */
const maxRemembered = 1_000;

export interface TroubledBodies {
  /** All of them: the others are applied without them. */
  ids: () => number[];
  /** Who has waited longest comes first. */
  due: () => TroubledBody[];
  add: (inboxId: number, slices: readonly Slice[]) => void;
  delete: (inboxId: number) => void;
  /** After a round: these slices failed once more. It is their own fault, perhaps, where something else was applied. */
  rest: (body: TroubledBody, failed: readonly Slice[], othersWereApplied: boolean) => void;
  isAtFault: (slice: Slice) => boolean;
}

/** What one process knows of bodies that give trouble. Another, or the next, learns it anew. */
export function createTroubledBodies(now = (): number => performance.now()): TroubledBodies {
  const bodies = new Map<number, TroubledBody>();
  return {
    ids: () => [...bodies.keys()],
    due: () => [...bodies.values()].filter(({ dueAt }) => dueAt <= now()).sort((a, b) => a.dueAt - b.dueAt),
    add(inboxId, slices) {
      const [oldest] = bodies.keys();
      if (oldest !== undefined && bodies.size >= maxRemembered) bodies.delete(oldest);
      bodies.set(inboxId, { inboxId, slices, dueAt: now(), pauseMs: firstPauseMs });
    },
    delete: (inboxId) => bodies.delete(inboxId),
    rest(body, failed, othersWereApplied) {
      const isAllThatIsLeft = failed.length === body.slices.length;
      if (!othersWereApplied || isAllThatIsLeft) body.dueAt = now() + body.pauseMs;
      if (!othersWereApplied) return;
      if (isAllThatIsLeft) body.pauseMs = Math.min(2 * body.pauseMs, longestPauseMs);
      for (const slice of failed) {
        slice.passes += 1;
        slice.since ??= now();
      }
    },
    isAtFault: ({ passes, since }) =>
      passes >= leastPasses && since !== undefined && now() - since >= patienceMs,
  };
}

/** A message that is still open in its lane. */
export interface OpenPlace {
  place: number;
  /** It was let go before; the others wait behind it. */
  isReleased: boolean;
  /** When it stops holding up the lane; null before its first attempt. */
  until: Date | null;
}

export interface Release {
  /** Who may go now; undefined: nobody yet. */
  release: number | undefined;
  /** Who holds up the lane no longer because their time was over, so that those behind them could go. */
  left: number[];
  /** When to look again, should nobody say before that something changed. */
  lookAt: Date;
}

/** What nobody told us is seen at most this late; ms. */
const lookAgainMs = 2_000;

/**
 * Whom a lane lets go: the first that waits, when every message before it has passed its barrier, ended (both are no
 * longer open) or used up its time. One at a time: whoever is let go holds up the next.
 */
export function decideRelease(open: readonly OpenPlace[], now: Date): Release {
  const left: number[] = [];
  const soon = new Date(now.getTime() + lookAgainMs);
  for (const { place, isReleased, until } of open) {
    if (!isReleased) return { release: place, left, lookAt: soon };
    if (until === null || until > now) {
      return { release: undefined, left: [], lookAt: until !== null && until < soon ? until : soon };
    }
    left.push(place);
  }
  // Nobody waits, so nobody was passed.
  return { release: undefined, left: [], lookAt: soon };
}

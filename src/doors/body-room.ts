import { sharePlaces, type Shares } from './share-places.ts';

/** The memory that bodies take which are on their way or worked at. */
export interface BodyRoom {
  /** A place for one body. `close` ends its reading: it is called when its room is needed by others. */
  enter: (holder: string, close: () => void) => BodyPlace;
}

export interface BodyPlace extends Disposable {
  /**
   * Takes room for bytes that came, or for what more is held with them, and answers whether there was any. What is announced
   * does not count: lies cost nothing.
   */
  take: (came: number, held?: number) => boolean;
  /** The body is whole: nobody closes it any more. Its bytes count for another holder from now on, if there is room. */
  finish: (as?: string) => boolean;
}

/** From this age on a body is judged by how fast it comes; younger ones may just be on their way; ms. */
export const judgedAfterMs = 1_000;
/** What came this long ago counts half for how fast a body comes; ms. */
const halfLifeMs = 100;

interface Entry {
  holder: string;
  bytes: number;
  since: number;
  /** Bytes that came lately, when the last of them came. */
  recent: number;
  at: number;
  close: () => void;
}

/**
 * A body proves who sends it only with its last byte, and strangers behind one proxy share its address. So nobody is
 * counted by an address: when room is short, who holds most gives way, and of that holder's bodies the one that comes
 * slowest. Bodies that were sent in part and left lie idle, so they go before every honest one.
 */
export function createBodyRoom(limits: { maxBytes: number; maxBodies: number }): BodyRoom {
  const bytes = sharePlaces(limits.maxBytes);
  const bodies = sharePlaces(limits.maxBodies);
  const unfinished = new Set<Entry>();

  /** Closes others until there is a part, and answers whether there is one for who asks. */
  function make(shares: Shares, asking: Entry, amount: number): boolean {
    while (!shares.take(asking.holder, amount)) {
      const slowest = findSlowest(unfinished, shares, asking.holder);
      if (!slowest || slowest === asking) return false;
      leave(slowest);
      slowest.close();
    }
    return true;
  }

  function leave(entry: Entry): void {
    if (unfinished.delete(entry)) bodies.release(entry.holder);
    bytes.release(entry.holder, entry.bytes);
    entry.bytes = 0;
  }

  return {
    enter(holder, close) {
      const now = performance.now();
      const entry: Entry = { holder, bytes: 0, since: now, recent: 0, at: now, close };
      if (make(bodies, entry, 1)) unfinished.add(entry);
      return {
        take(came, held = came) {
          if (!unfinished.has(entry) || (held > 0 && !make(bytes, entry, held))) return false;
          entry.bytes += held;
          entry.recent = recentOf(entry, performance.now()) + came;
          entry.at = performance.now();
          return true;
        },
        finish(as = holder) {
          if (!unfinished.delete(entry)) return false;
          bodies.release(holder);
          if (as === holder) return true;
          bytes.release(holder, entry.bytes);
          entry.holder = as;
          if (bytes.take(as, entry.bytes)) return true;
          entry.bytes = 0;
          return false;
        },
        [Symbol.dispose]() {
          leave(entry);
        },
      };
    },
  };
}

/** The slowest body of the holder that holds most. A body gives way only to its own holder, or to one that holds less. */
function findSlowest(entries: Iterable<Entry>, shares: Shares, asking: string): Entry | undefined {
  const now = performance.now();
  let found: Entry | undefined;
  for (const each of entries) {
    const more = shares.holds(each.holder) - shares.holds(found?.holder ?? asking);
    const mayGiveWay = each.holder === asking || shares.holds(each.holder) > shares.holds(asking);
    if (!mayGiveWay || (found && more < 0)) continue;
    if (!found || more > 0 || isSlower(each, found, now)) found = each;
  }
  return found;
}

function isSlower(one: Entry, other: Entry, now: number): boolean {
  const isJudged = now - one.since >= judgedAfterMs;
  if (isJudged !== now - other.since >= judgedAfterMs) return isJudged;
  return isJudged ? recentOf(one, now) < recentOf(other, now) : one.bytes > other.bytes;
}

function recentOf({ recent, at }: Entry, now: number): number {
  return recent * 2 ** ((at - now) / halfLifeMs);
}

/** Places that several share, such as sockets, bytes or work. */
export interface Shares {
  /** Takes places and answers whether there were any for this holder. */
  take: (holder: string, amount?: number) => boolean;
  release: (holder: string, amount?: number) => void;
  holds: (holder: string) => number;
}

/**
 * Nobody may hold more than what is left free: one alone gets half of the places, two get a third each, and whoever comes
 * next always finds a part. Who holds nothing yet may have what is there.
 */
export function sharePlaces(places: number): Shares {
  const held = new Map<string, number>();
  let free = places;
  const holds = (holder: string): number => held.get(holder) ?? 0;
  return {
    holds,
    take(holder, amount = 1) {
      const before = holds(holder);
      const most = before === 0 ? free : free - amount - before;
      if (amount > most) return false;
      free -= amount;
      held.set(holder, before + amount);
      return true;
    },
    release(holder, amount = 1) {
      const left = holds(holder) - amount;
      free += amount;
      if (left > 0) held.set(holder, left);
      else held.delete(holder);
    },
  };
}

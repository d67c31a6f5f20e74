/** A part of the budget, given back when it is disposed of. */
export interface ByteShare extends Disposable {
  /** Takes room and answers whether there was any. What comes counts, not what is announced: lies cost nothing. */
  take: (bytes: number) => boolean;
}

/** How much memory all requests together may hold. */
export function createByteBudget(bytes: number): { open: () => ByteShare } {
  let left = bytes;
  return {
    open() {
      let held = 0;
      return {
        take(wanted) {
          if (wanted > left) return false;
          left -= wanted;
          held += wanted;
          return true;
        },
        [Symbol.dispose]() {
          left += held;
          held = 0;
        },
      };
    },
  };
}

/** Every eighth message goes to the lowest priority that waits, so that it never starves. */
const turnOfTheLowest = 8;

/** How many of the next `granted` messages are for the lowest priority, after `before` of the lane. */
export function countLowest(before: number, granted: number): number {
  return Math.floor((before + granted) / turnOfTheLowest) - Math.floor(before / turnOfTheLowest);
}

/** Of messages that wait, whether they are of several priorities, as far as claims have shown. */
export interface PriorityWatch {
  /** Whether the lowest have to be looked for: that is a second look into the queue for the same claim. */
  looks: (granted: number) => boolean;
  note: (priorities: readonly number[], hasLooked: boolean) => void;
}

/** A claim of so few has a look of its own: beside its COMMIT that is little. */
const smallClaim = 16;
/** While all are of one priority, every eighth large claim looks whether it is still so. */
const claimsBetweenLooks = 8;

export function watchPriorities(): PriorityWatch {
  let isMixed = false;
  let claimsSinceLook = 0;
  return {
    looks: (granted) => isMixed || granted <= smallClaim || claimsSinceLook >= claimsBetweenLooks - 1,
    note(priorities, hasLooked) {
      claimsSinceLook = hasLooked ? 0 : claimsSinceLook + 1;
      const several = new Set(priorities).size > 1;
      if (several || hasLooked) isMixed = several;
    },
  };
}

/** Every eighth message goes to the lowest priority that waits, so that it never starves. */
const turnOfTheLowest = 8;

/** How many of the next `granted` messages are for the lowest priority, after `before` of the lane. */
export function countLowest(before: number, granted: number): number {
  return Math.floor((before + granted) / turnOfTheLowest) - Math.floor(before / turnOfTheLowest);
}

import { median } from './statistics.ts';

/** What one round of a side gave: a rate (per second), or milliseconds. */
export type Measure = () => Promise<number>;

export interface Alternated {
  ours: number[];
  reference: number[];
}

/**
 * Measures both sides in turns on the same machine at the same time of day; who begins changes from round to round, so that
 * what grows, warms or disturbs favours neither. The first round of each warms up and does not count.
 */
export async function alternate(rounds: number, ours: Measure, reference: Measure): Promise<Alternated> {
  const measured: Alternated = { ours: [], reference: [] };
  await ours();
  await reference();
  for (let round = 0; round < rounds; round += 1) {
    const sides = [
      async () => measured.ours.push(await ours()),
      async () => measured.reference.push(await reference()),
    ];
    for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
  }
  return measured;
}

/** Ours by the reference, round by round: neighbours in time are compared with each other. */
export function ratiosOf({ ours, reference }: Alternated): { median: number; min: number; max: number } {
  const ratios = ours.map((each, round) => each / (reference[round] ?? NaN));
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

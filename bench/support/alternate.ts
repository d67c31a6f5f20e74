import { median } from './statistics.ts';

/** What one round of a side gave: a rate (per second), or milliseconds. */
export type Measure = () => Promise<number>;

export interface Alternated {
  ours: number[];
  reference: number[];
}

/** A process goes on compiling what it does often for about six seconds, and the more of it there is, the longer. */
const warmUpRounds = 3;

/** Those that warm up included. */
export function roundsInAll(rounds: number): number {
  return rounds + (rounds > 1 ? warmUpRounds : 1);
}

/**
 * Measures both sides in turns on the same machine at the same time of day; who begins changes from round to round, so that
 * what grows, warms or disturbs favours neither. The first rounds of each warm up and do not count.
 */
export async function alternate(rounds: number, ours: Measure, reference: Measure): Promise<Alternated> {
  const measured: Alternated = { ours: [], reference: [] };
  for (let round = rounds; round < roundsInAll(rounds); round += 1) {
    await ours();
    await reference();
  }
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

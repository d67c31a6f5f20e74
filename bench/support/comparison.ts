import { ratiosOf, type Alternated } from './alternate.ts';
import type { Siege } from '../doors/siege.ts';
import type { Cost } from './cpu-time.ts';
import { median, quantile } from './statistics.ts';

/** How long and how often is measured. */
export interface Form {
  /** Only shows that everything runs; its figures say nothing. */
  isShort: boolean;
  rounds: number;
  /** Of one round of a rate. */
  seconds: number;
}

/** One line of the table. */
export interface Comparison {
  scenario: string;
  reference: string;
  unit: string;
  ours: Figure;
  theirs: Figure | null;
  ratio: { median: number; min: number; max: number } | null;
  target: string;
  /** Null where the target is only to report. */
  met: boolean | null;
  /** What stands in the way where it is missed. */
  obstacle?: string;
}

export interface Figure {
  median: number;
  p99?: number;
}

/** A check that is not about speed. */
export interface Check {
  what: string;
  expected: number;
  got: number;
}

export interface Outcome {
  comparisons: Comparison[];
  checks: Check[];
  costs?: Cost[];
  doors?: Siege[];
}

/** Rates, of which more is better; the target is the least ratio. */
export function compareRates(
  named: Pick<Comparison, 'scenario' | 'reference' | 'unit' | 'obstacle'> & { least: number | null },
  measured: Alternated,
): Comparison {
  const { least, ...names } = named;
  const ratio = ratiosOf(measured);
  return {
    ...names,
    ours: { median: median(measured.ours) },
    theirs: { median: median(measured.reference) },
    ratio,
    target: least === null ? 'reported' : `≥ ${least} ×`,
    met: least === null ? null : ratio.median >= least,
  };
}

/** Times in milliseconds, of which less is better; the target is what we may add to the reference. */
export function compareTimes(
  named: Pick<Comparison, 'scenario' | 'reference' | 'obstacle'> & {
    mostAdded: { p50: number; p99: number };
  },
  ours: readonly number[],
  theirs: readonly number[],
): Comparison {
  const { mostAdded, ...names } = named;
  const [mine, other] = [describeTimes(ours), describeTimes(theirs)];
  return {
    ...names,
    unit: 'ms, p50 / p99',
    ours: mine,
    theirs: other,
    ratio: null,
    target: `≤ ${mostAdded.p50} / ≤ ${mostAdded.p99} ms added`,
    met: mine.median - other.median <= mostAdded.p50 && mine.p99 - other.p99 <= mostAdded.p99,
  };
}

function describeTimes(times: readonly number[]): { median: number; p99: number } {
  return { median: median(times), p99: quantile(times, 0.99) };
}

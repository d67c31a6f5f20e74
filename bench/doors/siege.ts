import { median } from '../support/statistics.ts';
import { backWithinSeconds, type Round } from './besiege.ts';

/** One line of the table of doors: the median of the rounds, and all that was refused in any. */
export interface Siege extends Omit<Round, 'backAfterSeconds'> {
  attack: string;
  what: string;
  /** Null: not within the limit, in most rounds. */
  backAfterSeconds: number | null;
  met: boolean;
}

const mostSlower = 10; // times
const mostMegabytes = 150;
/** What the table is judged by, in words. */
export const doorTargets = `p99 during ≤ ${mostSlower} × before, none refused, descriptors as before (± 10) within ${backWithinSeconds} s, memory ≤ + ${mostMegabytes} MB`;

export function toSiege(named: { name: string; what: string }, rounds: readonly Round[]): Siege {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const back = of((each) => each.backAfterSeconds ?? Infinity);
  const siege = {
    attack: named.name,
    what: named.what,
    p99: {
      before: of((each) => each.p99.before),
      during: of((each) => each.p99.during),
      after: of((each) => each.p99.after),
    },
    good: rounds.reduce((sum, each) => sum + each.good, 0),
    refused: rounds.reduce((sum, each) => sum + each.refused, 0),
    descriptors: {
      before: of((each) => each.descriptors.before),
      most: of((each) => each.descriptors.most),
    },
    backAfterSeconds: Number.isFinite(back) ? back : null,
    residentMb: { before: of((each) => each.residentMb.before), most: of((each) => each.residentMb.most) },
    attackerShare: of((each) => each.attackerShare),
  };
  const { p99, residentMb } = siege;
  return {
    ...siege,
    met:
      p99.during <= mostSlower * p99.before &&
      siege.refused === 0 &&
      siege.backAfterSeconds !== null &&
      residentMb.most - residentMb.before <= mostMegabytes,
  };
}

import type { Attempt, Held } from './delivery.ts';
import { rank, type Rank } from './status.ts';

/** What the rank of a delivery is made of. */
type Proved = Pick<Attempt, 'rank' | 'reached' | 'closed' | 'outcome'>;

/**
 * The delivery's rank: the highest of its attempts, where the failure of one does not count while another may still
 * arrive; what was proved below it stays. A closed attempt holds up no failure, even when it is heard of later: so the
 * rank never falls, and the order in which things are heard of cannot matter.
 */
export function foldRank(attempts: readonly Proved[]): Rank {
  const reached = attempts.reduce<Rank>(
    (most, each) => (each.reached > most ? each.reached : most),
    rank.NONE,
  );
  const failed = attempts.some(isFailed) && !attempts.some(holdsUpFailure);
  return failed && reached < rank.FAILED ? rank.FAILED : reached;
}

/** As far as a failure is all that is known at the end of it. */
export function isFailed(attempt: Pick<Attempt, 'rank'>): boolean {
  return attempt.rank === rank.FAILED;
}

function holdsUpFailure(attempt: Proved): boolean {
  return !attempt.closed && !isFailed(attempt) && mayHaveBeenTaken(attempt);
}

/** A copy of the message that is at WhatsApp, or may be. */
export function mayHaveBeenTaken(attempt: Pick<Attempt, 'rank' | 'outcome'>): boolean {
  return attempt.rank > rank.NONE || isUnproved(attempt);
}

/** Left us, as far as we know, and nothing came back yet. */
export function isUnproved(attempt: Pick<Attempt, 'rank' | 'outcome'>): boolean {
  if (attempt.rank > rank.NONE) return false;
  return attempt.outcome === null || attempt.outcome === 'UNKNOWN' || attempt.outcome === 'ACCEPTED_ID_LOST';
}

/** Whoever decides what becomes of a message waits no longer for its attempts. */
export function closeAttempts(held: Held): Held {
  return { ...held, attempts: held.attempts.map((each) => ({ ...each, closed: true })) };
}

export function replaceAttempt(attempts: readonly Attempt[], changed: Attempt): Attempt[] {
  return attempts.map((each) => (each.attempt === changed.attempt ? changed : each));
}

import {
  move,
  type Attempt,
  type AttemptOutcome,
  type DeliveryError,
  type Held,
  type Moved,
  type ParkedFor,
} from './delivery.ts';
import type { DeadLetter } from './dead-letter.ts';
import { isUnproved, replaceAttempt } from './fold-rank.ts';
import { handOverProved, proveStatus } from './prove-status.ts';
import { wasTaken } from './resend.ts';
import { rank } from './status.ts';
import { unconfirm } from './unconfirm.ts';

/** How one attempt ended. */
export interface Settlement {
  messageId: string;
  attempt: number;
  outcome: AttemptOutcome;
  wamid?: string | undefined;
  httpStatus?: number | undefined;
  durationMs: number;
  error?: DeliveryError | undefined;
  /** The recipient's names that the answer showed, for who learns them. Personal data, not stored here. */
  names?: readonly string[] | undefined;
  /** Set when the attempt may be repeated: after how long, and whether this one counts against the limit of tries. */
  retry?: Retry | undefined;
  /** Set when the attempt ended because of a fault of ours. */
  deadLetter?: DeadLetter | undefined;
}

export interface Retry {
  afterMs: number;
  costsTry: boolean;
  /** Why it waits, where it is not backing off. */
  parkedFor?: ParkedFor | undefined;
  /** The place that it has in the pace of its pair: then, instead of after so long. */
  pairSlot?: Date | undefined;
}

/** Refusals that count, after which a message fails; with full jitter up to 5 minutes that is about a quarter of an hour. */
export const maxTries = 8;

/**
 * Takes the outcome of an attempt. The attempt's number is the fence: when a newer attempt runs, or a webhook was faster,
 * the phase stays and the outcome is kept as evidence only.
 */
export function settleAttempt(held: Held, settlement: Settlement, now: Date): Moved {
  const attempt = held.attempts.find((each) => each.attempt === settlement.attempt);
  if (!attempt) return { ...held, drafts: [] };
  const settled: Held = {
    delivery: held.delivery,
    attempts: replaceAttempt(held.attempts, finish(attempt, settlement, now)),
  };
  if (settlement.outcome === 'ACCEPTED' && settlement.wamid !== undefined) {
    return accept(settled, settlement.attempt, settlement.wamid, now);
  }
  // What held up the failure of another attempt may be gone now.
  const proved = handOverProved(settled);
  if (proved) return proved;
  if (!mayMove(settled, settlement.attempt)) return judgeWaiting(settled);
  const about = { attempt: settlement.attempt, error: settlement.error };
  switch (settlement.outcome) {
    case 'NOT_WRITTEN':
    case 'REFUSED':
      return tryAgainOrFail(settled, settlement, now);
    case 'ACCEPTED':
    case 'ACCEPTED_ID_LOST':
    case 'UNKNOWN':
      return settled.delivery.phase === 'SENDING'
        ? move(settled, { phase: 'UNKNOWN', inDoubt: true, leaseUntil: null, unknownSince: now }, about)
        : { ...settled, drafts: [] };
  }
}

function mayMove({ delivery }: Held, attempt: number): boolean {
  return delivery.attempt === attempt && ['SENDING', 'UNKNOWN', 'UNCONFIRMED'].includes(delivery.phase);
}

/**
 * Before a further copy is made, an earlier one may turn out to be refused, so that there is no doubt left, or to be
 * taken, so that there must be no further one.
 */
function judgeWaiting(held: Held): Moved {
  if (held.delivery.phase !== 'RETRY_WAIT') return { ...held, drafts: [] };
  if (wasTaken(held)) return unconfirm(held);
  return held.attempts.some(isUnproved)
    ? { ...held, drafts: [] }
    : move(held, { inDoubt: false, possibleDuplicate: false });
}

function finish(attempt: Attempt, settlement: Settlement, now: Date): Attempt {
  return {
    ...attempt,
    finishedAt: now,
    outcome: settlement.outcome,
    closed: attempt.closed || settlement.outcome === 'NOT_WRITTEN' || settlement.outcome === 'REFUSED',
    httpStatus: settlement.httpStatus ?? null,
    durationMs: settlement.durationMs,
    error: settlement.error ?? null,
  };
}

function accept(held: Held, attempt: number, wamid: string, now: Date): Moved {
  const proved = proveStatus(held, { attempt, wamid, rank: rank.ACCEPTED });
  return { ...proved, delivery: { ...proved.delivery, acceptedAt: proved.delivery.acceptedAt ?? now } };
}

function tryAgainOrFail(held: Held, settlement: Settlement, now: Date): Moved {
  const { delivery } = held;
  const about = { attempt: settlement.attempt, error: settlement.error };
  const error = settlement.error ?? delivery.error;
  // An earlier attempt may still turn out to have been sent.
  const inDoubt = held.attempts.some((each) => each.attempt !== settlement.attempt && isUnproved(each));
  const tries = delivery.tries + (settlement.retry?.costsTry === true ? 1 : 0);
  if (settlement.retry && tries < maxTries && !delivery.givenUp && !wasTaken(held)) {
    const { afterMs, parkedFor = null, pairSlot = null } = settlement.retry;
    const notBefore = pairSlot ?? new Date(now.getTime() + afterMs);
    const parked = { ready: false, notBefore, parkedFor, pairSlot };
    return move(held, { phase: 'RETRY_WAIT', tries, inDoubt, error, leaseUntil: null, ...parked }, about);
  }
  if (!inDoubt)
    return move(held, { phase: 'FAILED', tries, inDoubt, error, leaseUntil: null, failedAt: now }, about);
  // An earlier attempt whose silence was judged is not waited for again.
  const waits =
    delivery.phase !== 'UNCONFIRMED' && held.attempts.some((each) => isUnproved(each) && !each.closed);
  return waits
    ? move(
        held,
        {
          phase: 'UNKNOWN',
          tries,
          inDoubt,
          error,
          leaseUntil: null,
          unknownSince: delivery.unknownSince ?? now,
        },
        about,
      )
    : move(held, { phase: 'UNCONFIRMED', tries, inDoubt, error, leaseUntil: null }, about);
}

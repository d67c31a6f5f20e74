import {
  isUnproved,
  move,
  replaceAttempt,
  type Attempt,
  type AttemptOutcome,
  type DeliveryError,
  type Held,
  type Moved,
} from './delivery.ts';
import { proveStatus } from './prove-status.ts';
import { rank } from './status.ts';

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
  retry?: { afterMs: number; costsTry: boolean } | undefined;
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
  if (!mayMove(settled, settlement.attempt)) return { ...settled, drafts: [] };
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

function finish(attempt: Attempt, settlement: Settlement, now: Date): Attempt {
  return {
    ...attempt,
    finishedAt: now,
    outcome: settlement.outcome,
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
  if (settlement.retry && tries < maxTries) {
    const notBefore = new Date(now.getTime() + settlement.retry.afterMs);
    return move(
      held,
      { phase: 'RETRY_WAIT', tries, inDoubt, error, ready: false, notBefore, leaseUntil: null },
      about,
    );
  }
  if (inDoubt) {
    const phase = delivery.phase === 'UNCONFIRMED' ? 'UNCONFIRMED' : 'UNKNOWN';
    return move(
      held,
      { phase, tries, inDoubt, error, leaseUntil: null, unknownSince: delivery.unknownSince ?? now },
      about,
    );
  }
  return move(held, { phase: 'FAILED', tries, inDoubt, error, leaseUntil: null, failedAt: now }, about);
}

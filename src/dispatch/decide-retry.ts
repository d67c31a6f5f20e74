import type { Retry } from '../delivery/settle-attempt.ts';
import { maxTries } from '../delivery/settle-attempt.ts';
import type { SendOutcome } from '../whatsapp/classify-answer.ts';
import type { Failure } from '../whatsapp/failure.ts';
import { isUnsendable } from '../whatsapp/is-unsendable.ts';

/** The one layer that retries: neither the HTTP client nor pg-boss does. */
const baseMs = 1_000;
/** A pair that is too fast rests at least so long; what it has been through before may make it longer; ms. */
const pairRestMs = 1_000;
/** A closed window that names no time is looked at again after this; ms. */
const windowMs = 10 * 60_000;

/** What a message has behind it: attempts, this one included, and the refusals among the earlier ones that counted. */
export interface Spent {
  attempt: number;
  tries: number;
}

/**
 * Whether, and after how long, an attempt is followed by another. Only what certainly was not sent is repeated.
 * `capMs` bounds the back-off; `random` gives [0, 1).
 */
export function decideRetry(
  outcome: SendOutcome,
  spent: Spent,
  capMs: number,
  random: () => number,
): Retry | undefined {
  /** Full jitter: a burst that failed together does not come back together. */
  const jitter = (attempt: number): number =>
    Math.round(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
  switch (outcome.class) {
    case 'NOT_WRITTEN':
      // The gate of its sender makes it wait, until somebody has mended the cause.
      if (isUnsendable(outcome)) return { afterMs: 0, costsTry: false };
      return { afterMs: jitter(spent.attempt), costsTry: false };
    case 'REFUSED':
      return retryAfterRefusal(outcome.failure, spent, jitter);
    case 'ACCEPTED':
    case 'ACCEPTED_ID_LOST':
    case 'UNKNOWN':
      return undefined;
  }
}

function retryAfterRefusal(
  failure: Failure,
  { attempt, tries }: Spent,
  jitter: (attempt: number) => number,
): Retry | undefined {
  const leastMs = (failure.waitSeconds ?? 0) * 1000;
  switch (failure.action) {
    case 'NEVER':
      return undefined;
    case 'BACK_OFF':
      if (tries + 1 >= (failure.maxTries ?? maxTries)) return undefined;
      return { afterMs: Math.max(leastMs, jitter(tries + 1)), costsTry: true };
    case 'PAUSE_PAIR':
      return { afterMs: pairRestMs + jitter(1), costsTry: false, parkedFor: 'PAIR_PACE' };
    case 'PAUSE_TEMPLATE':
      return { afterMs: leastMs + jitter(1), costsTry: false, parkedFor: 'TEMPLATE_PAUSED' };
    case 'SLOW_SENDER':
      return { afterMs: leastMs + jitter(1), costsTry: false };
    // The message is not at fault. The gate of its sender makes it wait, and it may be the one that tries the gate.
    case 'PAUSE_SENDER':
      return { afterMs: 0, costsTry: false };
    case 'WAIT_FOR_WINDOW':
      return { afterMs: Math.max(leastMs, windowMs) + jitter(attempt), costsTry: false };
  }
}

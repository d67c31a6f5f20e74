import type { Settlement } from '../delivery/settle-attempt.ts';
import { maxTries } from '../delivery/settle-attempt.ts';
import type { SendOutcome } from '../whatsapp/classify-answer.ts';
import type { Failure } from '../whatsapp/failure.ts';

/** The one layer that retries: neither the HTTP client nor pg-boss does. */
const baseMs = 1_000;
/** WhatsApp's own advice for a pair that is too fast: 4^n seconds, n from 0. */
const pairBaseSeconds = 4;
/** A sender that stands still until a person has mended it is tried again this often; ms. */
const mendMs = 60_000;
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
): Settlement['retry'] {
  /** Full jitter: a burst that failed together does not come back together. */
  const jitter = (attempt: number): number =>
    Math.round(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
  switch (outcome.class) {
    case 'NOT_WRITTEN':
      return { afterMs: jitter(spent.attempt), costsTry: false };
    case 'REFUSED':
      return retryAfterRefusal(outcome.failure, spent, capMs, jitter);
    case 'ACCEPTED':
    case 'ACCEPTED_ID_LOST':
    case 'UNKNOWN':
      return undefined;
  }
}

function retryAfterRefusal(
  failure: Failure,
  { attempt, tries }: Spent,
  capMs: number,
  jitter: (attempt: number) => number,
): Settlement['retry'] {
  const leastMs = (failure.waitSeconds ?? 0) * 1000;
  switch (failure.action) {
    case 'NEVER':
      return undefined;
    case 'BACK_OFF':
      if (tries + 1 >= (failure.maxTries ?? maxTries)) return undefined;
      return { afterMs: Math.max(leastMs, jitter(tries + 1)), costsTry: true };
    case 'PAUSE_PAIR':
      return {
        afterMs: Math.min(capMs, pairBaseSeconds ** (attempt - 1) * 1000) + jitter(1),
        costsTry: false,
      };
    // The message is not at fault: it waits, as long as it may, until the sender works again.
    case 'PAUSE_SENDER':
      return {
        afterMs: (failure.waitSeconds === undefined ? mendMs : leastMs) + jitter(attempt),
        costsTry: false,
      };
    case 'WAIT_FOR_WINDOW':
      return { afterMs: Math.max(leastMs, windowMs) + jitter(attempt), costsTry: false };
  }
}
